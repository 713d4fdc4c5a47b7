package org.dubnium.daemon.operation;

import static org.dubnium.daemon.fake.Readings.value;
import static org.dubnium.daemon.fake.Readings.why;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.observation.Observation.ServerLoad;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionPlan.Ending;
import org.dubnium.daemon.domain.transition.TransitionPlan.PlannedStep;
import org.dubnium.daemon.engine.EngineBench;
import org.dubnium.daemon.fake.FakeHost;
import org.dubnium.daemon.fixture.Bundles;
import org.dubnium.daemon.fixture.Policies;
import org.junit.jupiter.api.Test;

class ModelSwapRulesTest {

  private static final ModelName SMALL = new ModelName("small");
  private static final ModelName LARGE = new ModelName("large");

  /** What the rules say of a host as it is. */
  private static <T> T on(FakeHost host, ModeName mode, Judgement<T> judgement) {
    host.models.add("small", Bundles.eight());
    host.models.add("large", Bundles.eight());
    try (EngineBench bench = EngineBench.on(host)) {
      return judgement.of(
          OperationRules.of(new Operation.ModelSwap(SMALL, mode, ""), Asker.ROOT, bench.policy),
          bench.engine.refresh());
    }
  }

  private interface Judgement<T> {
    T of(OperationRules rules, HostSnapshot seen);
  }

  private static TransitionPlan plan(FakeHost host, ModeName mode) {
    return value(on(host, mode, OperationRules::plan));
  }

  private static List<String> steps(TransitionPlan plan) {
    return plan.steps().stream()
        .map(step -> step.action().kind() + " " + step.action().subject())
        .toList();
  }

  private static FakeHost serving(ModelName model) throws Exception {
    FakeHost host = FakeHost.inCompute(1);
    host.models.add("small", Bundles.eight());
    host.models.add("large", Bundles.eight());
    host.models.select(Optional.of(model));
    host.models.start();
    Policies.shipped()
        .contracts()
        .get(EngineBench.COMPUTE)
        .slices()
        .forEach((slice, wanted) -> host.units.unit(slice.value()).slice(wanted));
    return host;
  }

  @Test
  void aServerThatRunsIsStoppedAndStartedAroundTheSelection() throws Exception {
    TransitionPlan plan = plan(serving(LARGE), EngineBench.COMPUTE);
    assertEquals(
        List.of(
            "stop-unit vllm.service",
            "await-gpu-release GPU-0",
            "select-model small",
            "start-unit vllm.service",
            "assert-mode compute"),
        steps(plan));
    assertEquals(
        List.of("start-unit vllm.service", "select-model large", "stop-unit vllm.service"),
        plan.steps().stream()
            .flatMap(step -> step.undo().stream())
            .map(undo -> undo.step().kind() + " " + undo.step().subject())
            .toList());
    assertEquals(List.of(EngineBench.COMPUTE), plan.route());
    assertEquals(List.of(), plan.ends());
    assertFalse(plan.onlySelects());
  }

  @Test
  void whereNothingWasSelectedTheUndoLeavesItToTheSettings() {
    TransitionPlan plan = plan(FakeHost.inCompute(1), EngineBench.COMPUTE);
    assertEquals(
        Optional.of(new Step.SelectModel(Optional.empty())),
        plan.selection().flatMap(PlannedStep::undo).map(PlannedStep.Undo::step));
  }

  @Test
  void whereNoServerRunsToSelectIsAll() {
    TransitionPlan plan = plan(FakeHost.inDesktop(1), EngineBench.DESKTOP);
    assertEquals(List.of("select-model small"), steps(plan));
    assertTrue(plan.onlySelects());
    assertEquals(List.of(), plan.route());
  }

  @Test
  void requestsInFlightAreLost() {
    FakeHost host = FakeHost.inCompute(1);
    host.server.set(Reading.of(new ServerLoad(2, 1)));
    assertEquals(
        List.of(new Ending("unit", "vllm.service", "2 requests running and 1 waiting")),
        plan(host, EngineBench.COMPUTE).ends());
    host.server.set(Reading.unavailable("no answer"));
    assertEquals(
        List.of(new Ending("unit", "vllm.service", "nobody can tell how many requests it has")),
        plan(host, EngineBench.COMPUTE).ends());
  }

  @Test
  void aServerInAModeThatIsNotTheOneIsNotTouched() {
    Reading<TransitionPlan> plan =
        on(FakeHost.inCompute(1), EngineBench.DESKTOP, OperationRules::plan);
    assertEquals("vllm.service runs, and the mode is compute, not desktop", why(plan));
  }

  @Test
  void isReachedOnceItIsSelectedAndServed() throws Exception {
    FakeHost host = serving(SMALL);
    assertTrue(on(host, EngineBench.COMPUTE, OperationRules::isReached));
    host.units.unit("vllm.service").activating();
    assertFalse(on(host, EngineBench.COMPUTE, OperationRules::isReached), "it loads");
    host = serving(LARGE);
    assertFalse(on(host, EngineBench.COMPUTE, OperationRules::isReached));
    host.models.select(Optional.of(SMALL));
    assertFalse(
        on(host, EngineBench.COMPUTE, OperationRules::isReached), "the former is served still");
    host = FakeHost.inDesktop(1);
    assertFalse(on(host, EngineBench.DESKTOP, OperationRules::isReached));
    host.models.select(Optional.of(SMALL));
    assertTrue(on(host, EngineBench.DESKTOP, OperationRules::isReached));
  }

  @Test
  void fallsShortUnlessTheModelIsServedInTheMode() throws Exception {
    assertEquals(
        Optional.empty(), on(serving(SMALL), EngineBench.COMPUTE, OperationRules::shortfall));
    assertEquals(
        "cannot say that the swap is done: vllm.service serves"
            + " /var/lib/dubnium/models/large, not small",
        on(serving(LARGE), EngineBench.COMPUTE, OperationRules::shortfall).orElseThrow().message());
    assertTrue(
        on(serving(SMALL), EngineBench.DESKTOP, OperationRules::shortfall)
            .orElseThrow()
            .message()
            .startsWith("cannot say that the swap is done: "));
  }

  @Test
  void isRestoredOnceTheFormerIsSelectedAndServedAgain() throws Exception {
    TransitionPlan plan = plan(serving(LARGE), EngineBench.COMPUTE);
    assertTrue(restored(plan, serving(LARGE)));
    assertFalse(restored(plan, serving(SMALL)));
    FakeHost half = serving(SMALL);
    half.models.select(Optional.of(LARGE));
    assertFalse(restored(plan, half), "another is served still");
    FakeHost down = serving(LARGE);
    down.units.fail("vllm.service", "exit-code");
    assertFalse(restored(plan, down));
    down.units.unit("vllm.service").masked();
    assertFalse(restored(plan, down), "the mode does without it, and the swap does not");
  }

  /** Its model, or its settings, may be what the swap was to be the remedy for. */
  @Test
  void aServerThatDidNotComeUpBeforeNeedNotComeUpNow() throws Exception {
    FakeHost tried = serving(LARGE);
    tried.units.unit("vllm.service").restarting();
    TransitionPlan plan = plan(tried, EngineBench.COMPUTE);
    assertTrue(restored(plan, tried));
    assertFalse(restored(plan, serving(SMALL)));
  }

  private static boolean restored(TransitionPlan plan, FakeHost host) {
    return on(host, EngineBench.COMPUTE, (rules, seen) -> rules.isRestored(plan, seen));
  }
}
