package org.dubnium.daemon.operation;

import static org.dubnium.daemon.operation.SwitchPlans.COMPUTE;
import static org.dubnium.daemon.operation.SwitchPlans.DESKTOP;
import static org.dubnium.daemon.operation.SwitchPlans.POLICY;
import static org.dubnium.daemon.operation.SwitchPlans.STUDIO;
import static org.dubnium.daemon.operation.SwitchPlans.inStudio;
import static org.dubnium.daemon.operation.SwitchPlans.observe;
import static org.dubnium.daemon.operation.SwitchPlans.plan;
import static org.dubnium.daemon.operation.SwitchPlans.rules;
import static org.dubnium.daemon.operation.SwitchPlans.steps;
import static org.dubnium.daemon.operation.SwitchPlans.undo;
import static org.dubnium.daemon.operation.SwitchPlans.unit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionPlan.PlannedStep;
import org.dubnium.daemon.fake.FakeHost;
import org.dubnium.daemon.fixture.Policies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModeSwitchRulesTest {

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

  @Test
  void leavesTheClusterBeforeAnythingElseEnds() {
    assertEquals(
        "drain-slurm-node",
        plan(FakeHost.inCompute(1).inCluster(), DESKTOP).steps().getFirst().action().kind());
    assertTrue(
        steps(plan(FakeHost.inCompute(1), DESKTOP)).stream()
            .noneMatch(step -> step.startsWith("drain-slurm-node")));
  }
}
