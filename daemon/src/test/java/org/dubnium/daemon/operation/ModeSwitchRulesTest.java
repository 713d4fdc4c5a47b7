package org.dubnium.daemon.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ClauseFinding;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionPlan.Ending;
import org.dubnium.daemon.domain.transition.TransitionPlan.PlannedStep;
import org.dubnium.daemon.fake.FakeHost;
import org.dubnium.daemon.fixture.Policies;
import org.dubnium.daemon.fixture.Sessions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModeSwitchRulesTest {

  private static final Policy POLICY = Policies.shipped();
  private static final ModeName DESKTOP = new ModeName("desktop");
  private static final ModeName STUDIO = new ModeName("studio-local");
  private static final ModeName COMPUTE = new ModeName("compute");

  @ParameterizedTest
  @CsvSource({
    "desktop, studio-local, studio-local",
    "desktop, compute, compute",
    "compute, desktop, desktop",
    "compute, studio-local, desktop studio-local",
    "studio-local, desktop, desktop",
    "studio-local, compute, desktop compute",
    ", desktop, desktop",
    ", studio-local, desktop studio-local",
    ", compute, compute",
    "desktop, desktop, desktop",
    "studio-local, studio-local, studio-local",
    "compute, compute, compute",
  })
  void routesThroughTheBaseOfAnOverlay(String from, String to, String route) {
    List<ModeName> found =
        Route.find(
            POLICY.contracts(),
            Optional.ofNullable(from).map(ModeName::new),
            true,
            new ModeName(to));
    assertEquals(List.of(route.split(" ")), found.stream().map(ModeName::value).toList());
  }

  @Test
  void leavesTheDesktopBySessionsThenTargetThenGpuThenCompute() {
    FakeHost host = FakeHost.inDesktop(1);
    assertEquals(
        List.of(
            "terminate-session 1",
            "stop-unit desktop.target",
            "await-gpu-release GPU-0",
            "set-unit-properties ai.slice",
            "start-unit compute.target",
            "start-unit vllm.service",
            "assert-mode compute"),
        steps(plan(host, COMPUTE)));
  }

  /** As one that systemd starts again and again, since an earlier switch stranded. */
  @Test
  void stopsAServerThatIsThereAlreadyBeforeItAwaitsTheGpu() {
    FakeHost host = FakeHost.inDesktop(1);
    host.units.unit("desktop.target").inactive();
    host.units.unit("display-manager.service").inactive();
    host.units.unit("vllm.service").activating();
    TransitionPlan plan = plan(host, COMPUTE);
    assertEquals(
        List.of(
            "terminate-session 1",
            "stop-unit vllm.service",
            "await-gpu-release GPU-0",
            "set-unit-properties ai.slice",
            "start-unit compute.target",
            "start-unit vllm.service",
            "assert-mode compute"),
        steps(plan));
    assertEquals(
        Optional.of(new Step.StartUnit(unit("vllm.service"))), undo(plan, "stop-unit vllm.service"));
    assertEquals(Optional.empty(), undo(plan, "terminate-session 1"));
    assertTrue(plan.ends().stream().anyMatch(end -> end.name().equals("vllm.service")));
  }

  @Test
  void stopsWhatTheModeForbids() {
    FakeHost host = FakeHost.inDesktop(1);
    host.units.unit("vllm.service").active();
    assertEquals(
        List.of("stop-unit vllm.service", "assert-mode desktop"), steps(plan(host, DESKTOP)));
  }

  @Test
  void stopsWhatOnlyTheOverlayForbids() {
    Policy policy =
        Policies.with(
            """
            { "modes": { "studio-local": { "unitsInactive": ["indexer.service"] } } }
            """);
    FakeHost host = FakeHost.inDesktop(1);
    host.units.unit("indexer.service").active();
    assertEquals(
        List.of(
            "stop-unit indexer.service",
            "start-unit studio-local-policy.service",
            "start-unit audio-priority.service",
            "assert-mode studio-local"),
        steps(plan(policy, host, STUDIO)));
  }

  /** Its start may be queued, or under way: a start of its own waits for that. */
  @Test
  void awaitsWhatIsOnItsWayUp() {
    FakeHost host = FakeHost.inDesktop(1);
    host.units.unit("display-manager.service").activating();
    TransitionPlan plan = plan(host, DESKTOP);
    assertEquals(
        List.of("start-unit display-manager.service", "assert-mode desktop"), steps(plan));
    assertEquals(Optional.empty(), undo(plan, "start-unit display-manager.service"));
  }

  @Test
  void comesBackFromComputeByTheTargetAndTheGpu() {
    assertEquals(
        List.of(
            "stop-unit compute.target",
            "await-gpu-release GPU-0",
            "start-unit desktop.target",
            "start-unit display-manager.service",
            "assert-mode desktop"),
        steps(plan(FakeHost.inCompute(1), DESKTOP)));
  }

  @Test
  void entersTheOverlayByItsOwnUnitsInOrder() {
    assertEquals(
        List.of(
            "start-unit studio-local-policy.service",
            "start-unit audio-priority.service",
            "assert-mode studio-local"),
        steps(plan(FakeHost.inDesktop(1), STUDIO)));
  }

  @Test
  void leavesTheOverlayForComputeInTwoLegsOfOnePlan() {
    TransitionPlan plan = plan(inStudio(), COMPUTE);
    assertEquals(List.of(DESKTOP, COMPUTE), plan.route());
    assertEquals(
        List.of(
            "stop-unit audio-priority.service",
            "stop-unit studio-local-policy.service",
            "set-unit-properties ai.slice",
            "set-unit-properties interactive.slice",
            "set-unit-properties platform.slice",
            "assert-mode desktop"),
        steps(plan).subList(0, 6));
    assertEquals("assert-mode compute", steps(plan).getLast());
    assertEquals(1, steps(plan).stream().filter("stop-unit desktop.target"::equals).count());
  }

  @Test
  void leavesTheWeightsOfAnOverlayToItsUnitsOnTheWayBack() {
    plan(inStudio(), DESKTOP).steps().stream()
        .filter(step -> step.action() instanceof Step.SetUnitProperties)
        .forEach(step -> assertTrue(step.undo().isEmpty(), step.action().subject()));
  }

  @Test
  void undoesEachChangeToWhatWasObserved() {
    FakeHost host = FakeHost.inDesktop(1);
    host.units.unit("ai.slice").slice(new SliceSettings(77L, SliceSettings.UNSET, null));
    TransitionPlan plan = plan(host, COMPUTE);
    assertEquals(
        Optional.of(new Step.StartUnit(unit("desktop.target"))), undo(plan, "stop-unit desktop.target"));
    assertEquals(
        Optional.of(new Step.StartUnit(unit("display-manager.service"))),
        undo(plan, "terminate-session 1"));
    assertEquals(
        Optional.of(new Step.StopUnit(unit("compute.target"))), undo(plan, "start-unit compute.target"));
    Step.SetUnitProperties weights =
        assertInstanceOf(
            Step.SetUnitProperties.class,
            undo(plan, "set-unit-properties ai.slice").orElseThrow());
    assertEquals(77L, weights.settings().cpuWeight());
    assertEquals(SliceSettings.UNSET, weights.settings().ioWeight());
  }

  /** A unit of Quadlet's is generated, and never enabled. */
  @ParameterizedTest
  @CsvSource({
    "enabled, true", "enabled-runtime, true", "generated, true", "disabled, false", "static, false"
  })
  void startsWhatTakesPartIfItIsEnabled(String unitFile, boolean starts) {
    FakeHost host = FakeHost.inDesktop(1);
    host.units.unit("vllm.service").file(unitFile);
    assertEquals(starts, steps(plan(host, COMPUTE)).contains("start-unit vllm.service"));
  }

  @Test
  void awaitsNoGpuWhereThereIsNone() {
    assertTrue(
        steps(plan(FakeHost.inDesktop(0), COMPUTE)).stream()
            .noneMatch(step -> step.startsWith("await-gpu-release")));
  }

  @Test
  void awaitsEveryGpuWhereTheDriverCannotTell() {
    FakeHost host = FakeHost.inDesktop(1);
    host.gpus.breakReads("GPU is lost");
    assertTrue(
        plan(host, COMPUTE).steps().stream()
            .map(PlannedStep::action)
            .anyMatch(new Step.AwaitGpuRelease(List.of())::equals));
  }

  @Test
  void namesWhoLosesWhat() {
    assertEquals(
        List.of("session 1"),
        plan(FakeHost.inDesktop(1), COMPUTE).ends().stream()
            .map(end -> end.kind() + " " + end.name())
            .toList());
    assertEquals(
        List.of("unit vllm.service"),
        plan(FakeHost.inCompute(1), DESKTOP).ends().stream()
            .map(end -> end.kind() + " " + end.name())
            .toList());
    assertEquals(List.of(), plan(FakeHost.inDesktop(1), STUDIO).ends());
  }

  @ParameterizedTest
  @CsvSource({"seat0, 'alice, wayland on seat0'", "'', 'alice, wayland without a seat'"})
  void tellsWhoseSessionItEndsAndWhere(String seat, String detail) {
    FakeHost host = FakeHost.inDesktop(1);
    host.sessions.close("1");
    host.sessions.open(
        Sessions.session("7", "alice", 1000, "wayland", "user", "active", seat, true));
    assertEquals(
        List.of(new Ending(Ending.SESSION, "7", detail)), plan(host, COMPUTE).ends());
  }

  @Test
  void repairsADegradedModeWithoutLeavingIt() {
    FakeHost host = FakeHost.inDesktop(1);
    host.units.unit("display-manager.service").failed("exit-code");
    assertEquals(
        List.of("start-unit display-manager.service", "assert-mode desktop"),
        steps(plan(host, DESKTOP)));
  }

  @Test
  void mendsADegradedBaseBeforeTheOverlayIsLaidOverIt() {
    FakeHost host = FakeHost.inDesktop(1);
    host.units.unit("display-manager.service").failed("exit-code");
    assertEquals(
        List.of(
            "start-unit display-manager.service",
            "assert-mode desktop",
            "start-unit studio-local-policy.service",
            "start-unit audio-priority.service",
            "assert-mode studio-local"),
        steps(plan(host, STUDIO)));
  }

  @Test
  void makesNoPlanWithoutKnowingTheUnits() {
    FakeHost host = FakeHost.inDesktop(1);
    host.units.breakReads("bus is gone");
    Observation seen = observe(POLICY, host);
    Reading<TransitionPlan> plan =
        rules(POLICY, COMPUTE).plan(HostSnapshot.of(seen, POLICY));
    assertEquals(Reading.unavailable("bus is gone"), plan);
  }

  /** Every plan must end where the next one could begin: in the mode that it asserts. */
  @Test
  void everyMoveAssertsEachLegAndEndsInItsGoal() {
    for (FakeHost host : List.of(FakeHost.inDesktop(1), FakeHost.inCompute(1), inStudio())) {
      for (Contract to : POLICY.contracts().all()) {
        TransitionPlan plan = plan(host, to.name());
        List<String> asserted =
            plan.steps().stream()
                .map(PlannedStep::action)
                .filter(Step.AssertMode.class::isInstance)
                .map(Step::subject)
                .toList();
        assertEquals(plan.route().stream().map(ModeName::value).toList(), asserted);
        assertEquals("assert-mode " + to.name(), steps(plan).getLast());
      }
    }
  }

  /** Rolled back is what holds as it did; nothing less, and nobody can say so of an unknown mode. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "unknown",
      value = {
        "desktop, '',    desktop, '',    true",
        "desktop, audio, desktop, audio, true",
        "desktop, audio, desktop, '',    true",
        "desktop, '',    desktop, audio, false",
        "desktop, '',    compute, '',    false",
        "desktop, '',    unknown, '',    false",
        "unknown, '',    desktop, '',    false",
        "unknown, '',    unknown, '',    false",
      })
  void knowsWhetherTheFormerModeHolds(
      @Nullable String from,
      String unmetBefore,
      @Nullable String now,
      String unmet,
      boolean restored) {
    TransitionPlan plan =
        new TransitionPlan(
            Optional.ofNullable(from).map(ModeName::new),
            clauses(unmetBefore),
            COMPUTE,
            List.of(COMPUTE),
            List.of(),
            List.of());
    Classification seen =
        new Classification(
            Optional.ofNullable(now).map(ModeName::new),
            Condition.SETTLED,
            List.of(),
            List.of(),
            List.of(),
            clauses(unmet).stream().map(clause -> new ClauseFinding(clause, "a", "b")).toList(),
            List.of());
    HostSnapshot after = new HostSnapshot(observe(POLICY, FakeHost.inDesktop(1)), seen);
    assertEquals(restored, rules(POLICY, COMPUTE).isRestored(plan, after));
  }

  private static Set<String> clauses(String text) {
    return text.isEmpty() ? Set.of() : Set.of(text);
  }

  @Test
  void leavesTheClusterBeforeAnythingElseEnds() {
    assertEquals(
        "drain-slurm-node",
        plan(FakeHost.inCompute(1).inCluster(), DESKTOP).steps().getFirst().action().kind());
    assertTrue(
        steps(plan(FakeHost.inCompute(1), DESKTOP)).stream()
            .noneMatch(step -> step.startsWith("drain-slurm-node")));
  }

  private static FakeHost inStudio() {
    FakeHost host = FakeHost.inDesktop(1);
    host.units.unit("studio-local-policy.service").active();
    host.units.unit("audio-priority.service").active();
    host.units.unit("interactive.slice").slice(new SliceSettings(900L, 900L, null));
    host.units.unit("user.slice").slice(new SliceSettings(900L, 900L, null));
    host.units.unit("ai.slice").slice(new SliceSettings(20L, 20L, null));
    host.units.unit("platform.slice").slice(new SliceSettings(20L, 20L, null));
    return host;
  }

  private static TransitionPlan plan(FakeHost host, ModeName to) {
    return plan(POLICY, host, to);
  }

  private static TransitionPlan plan(Policy policy, FakeHost host, ModeName to) {
    return switch (rules(policy, to).plan(HostSnapshot.of(observe(policy, host), policy))) {
      case Reading.Value<TransitionPlan>(TransitionPlan made) -> made;
      case Reading.Unavailable<TransitionPlan>(String why) -> throw new AssertionError(why);
    };
  }

  private static OperationRules rules(Policy policy, ModeName to) {
    return OperationRules.of(new Operation.ModeSwitch(to), Asker.ROOT, policy);
  }

  private static Observation observe(Policy policy, FakeHost host) {
    return new Observation(
        1,
        Instant.EPOCH,
        host.units.read(policy.contracts().units()),
        host.units.failed(),
        host.sessions.sessions(),
        host.sessions.inhibitors(),
        host.gpus.read(),
        host.proc.processes(Set.of()),
        host.proc.terminalJobs(),
        host.audio.read(),
        host.proc.memory(),
        host.proc.load(),
        host.models.served(),
        host.server.load(),
        host.server.stall(),
        host.cluster.jobs(),
        Map.of());
  }

  private static List<String> steps(TransitionPlan plan) {
    return plan.steps().stream()
        .map(step -> step.action().kind() + " " + step.action().subject())
        .toList();
  }

  private static Optional<Step> undo(TransitionPlan plan, String step) {
    return plan.steps().stream()
        .filter(planned -> (planned.action().kind() + " " + planned.action().subject()).equals(step))
        .findFirst()
        .flatMap(PlannedStep::undo)
        .map(PlannedStep.Undo::step);
  }

  private static UnitName unit(String name) {
    return new UnitName(name);
  }
}
