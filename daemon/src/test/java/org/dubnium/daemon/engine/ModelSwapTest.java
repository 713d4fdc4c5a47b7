package org.dubnium.daemon.engine;

import static org.dubnium.daemon.engine.EngineBench.COMPUTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.observation.Observation.ServerLoad;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.BootState;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Grant;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.TransitionId;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.fake.FakeHost;
import org.dubnium.daemon.fake.FakeModelStore;
import org.dubnium.daemon.fixture.Bundles;
import org.dubnium.daemon.port.UnitJob.JobResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A swap of the model on a host that serves {@code large}, from the request to its end. */
class ModelSwapTest {

  private static final ModelName SMALL = new ModelName("small");
  private static final ModelName LARGE = new ModelName("large");

  private final FakeHost host = FakeHost.inDesktop(1);
  private final EngineBench bench = new EngineBench(host);

  ModelSwapTest() throws Exception {
    stock(host);
    assertEquals(Outcome.COMMITTED, bench.go(COMPUTE).outcome());
  }

  private static void stock(FakeHost host) throws Exception {
    host.models.add("small", Bundles.eight());
    host.models.add("large", Bundles.eight());
    host.models.add("unsound", Bundles.eight().neverVerified());
    host.models.select(Optional.of(LARGE));
    host.models.start();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static TransitionRequest swap(String model) {
    return new TransitionRequest(
        new Operation.ModelSwap(new ModelName(model), COMPUTE, "large"),
        new Caller(1000, ":1.7", Optional.empty()),
        "test",
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        new Grant(false, Set.of("unit vllm.service"), 0, Set.of()));
  }

  private FinishedTransition swapTo(String model) throws Exception {
    return bench.end(bench.request(swap(model)));
  }

  private void assertServes(FakeHost serving, ModelName model) {
    assertEquals(Optional.of(model), serving.models.selection());
    assertTrue(serving.units.unit("vllm.service").isActive());
    assertEquals(
        Optional.of(Optional.of(FakeModelStore.path(model.value()))),
        serving.models.served() instanceof Reading.Value<ServedModel>(var now)
            ? Optional.of(now.started())
            : Optional.empty());
  }

  @Test
  void theOtherModelIsServedAndTheModeHoldsOn() throws Exception {
    FinishedTransition end = swapTo("small");
    assertEquals(Outcome.COMMITTED, end.outcome(), end.reason().message());
    assertEquals(Condition.SETTLED, end.condition());
    assertEquals(Optional.of(COMPUTE), end.from());
    assertEquals(Optional.of(COMPUTE), end.last());
    assertServes(host, SMALL);
    assertEquals(Outcome.UNCHANGED, swapTo("small").outcome());
  }

  @ParameterizedTest
  @EnumSource(value = JobResult.Kind.class, names = {"FAILED", "TIMEOUT"})
  void aModelThatDoesNotComeUpGivesWayToTheFormer(JobResult.Kind result) throws Exception {
    host.units.unit("vllm.service").startEnds(result);
    host.units.before(
        "start vllm.service",
        () ->
            host.units.before(
                "start vllm.service",
                () -> host.units.unit("vllm.service").startEnds(JobResult.Kind.DONE)));
    FinishedTransition end = swapTo("small");
    assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason().message());
    assertEquals(Optional.of("vllm.service"), end.reason().unit());
    assertEquals(Condition.SETTLED, end.condition());
    assertServes(host, LARGE);
  }

  @Test
  void ifTheFormerDoesNotAnswerEitherTheHostIsStranded() throws Exception {
    host.units.unit("vllm.service").startEnds(JobResult.Kind.FAILED);
    FinishedTransition end = swapTo("small");
    assertEquals(Outcome.STRANDED, end.outcome());
    assertEquals(Optional.of(LARGE), host.models.selection());
  }

  /** The contract does without a server that is masked; the swap does not. */
  @Test
  void aServerThatIsMaskedMeanwhileDoesNotServeTheFormerModelAgain() throws Exception {
    host.units.before("start vllm.service", () -> host.units.unit("vllm.service").masked());
    FinishedTransition end = swapTo("small");
    assertEquals(Outcome.STRANDED, end.outcome());
    assertEquals(ReasonCode.UNIT_MASKED, end.reason().code());
    assertEquals(Condition.SETTLED, end.condition());
    assertEquals(Optional.of(LARGE), host.models.selection());
  }

  @Test
  void aSelectionThatCannotBeWrittenIsTakenBack() throws Exception {
    host.units.before("stop vllm.service", () -> host.models.breakFor("cannot select: disk full"));
    host.units.before("start vllm.service", host.models::mend);
    FinishedTransition end = swapTo("small");
    assertEquals(ReasonCode.SELECTION_FAILED, end.reason().code());
    assertTrue(end.reason().message().contains("disk full"), end.reason().message());
    assertEquals(Outcome.ROLLED_BACK, end.outcome());
    assertServes(host, LARGE);
  }

  @Test
  void theModelThatIsWantedIsJudgedAndNotTheOneThatIsServed() throws Exception {
    FinishedTransition end = swapTo("unsound");
    assertEquals(Outcome.BLOCKED, end.outcome());
    assertEquals(ReasonCode.GUARD_DENIED, end.reason().code());
    assertTrue(end.reason().message().contains("was never verified"), end.reason().message());
    assertFalse(host.units.calls().contains("stop vllm.service"), "nothing was done");
    assertEquals(Outcome.BLOCKED, swapTo("none").outcome(), "nobody can judge it");
    assertServes(host, LARGE);
  }

  @ParameterizedTest
  @EnumSource(Hold.Direction.class)
  void aHoldOnTheModeConcernsTheSwap(Hold.Direction direction) throws Exception {
    bench
        .engine
        .holds()
        .add(
            new Hold(
                1,
                Optional.of(COMPUTE),
                direction,
                Hold.Kind.BLOCK,
                "trainer",
                "asks the model",
                Caller.DAEMON,
                Optional.empty(),
                Instant.EPOCH));
    assertEquals(ReasonCode.HELD, swapTo("small").reason().code());
  }

  @Test
  void explainTellsItBeforehand() throws Exception {
    host.server.set(Reading.of(new ServerLoad(1, 0)));
    Explanation explained =
        bench.engine.explain(swap("small").operation(), Asker.ROOT, Optional.empty());
    assertTrue(explained.isDisruptive());
    assertTrue(explained.gpuFit().isPresent());
    List<GuardName> judged = explained.verdicts().stream().map(GuardVerdict::guard).toList();
    assertTrue(
        judged.containsAll(
            List.of(GuardName.MODEL_BUNDLE, GuardName.GPU_MEMORY_FIT, GuardName.SERVER_DRAINABLE)));
    assertFalse(judged.contains(GuardName.MEMORY_HEADROOM));
    host.server.set(Reading.of(new ServerLoad(0, 0)));
    assertFalse(
        bench
            .engine
            .explain(swap("small").operation(), Asker.ROOT, Optional.empty())
            .isDisruptive());
  }

  @Test
  void aMereSelectionIsJudgedByTheModelAlone() throws Exception {
    FakeHost desktop = FakeHost.inDesktop(1);
    stock(desktop);
    desktop.models.stop();
    try (EngineBench idle = new EngineBench(desktop)) {
      Explanation explained =
          idle.engine.explain(
              new Operation.ModelSwap(new ModelName("unsound"), EngineBench.DESKTOP, ""),
              Asker.ROOT,
              Optional.empty());
      assertEquals(
          List.of(GuardName.GPU_MEMORY_FIT, GuardName.MODEL_BUNDLE),
          explained.verdicts().stream().map(GuardVerdict::guard).sorted().toList());
      assertEquals(ReasonCode.GUARD_DENIED, explained.objection().code());
    }
  }

  @Test
  void theTypicalDurationIsThatOfTheSameSwapOrElseOfAny() throws Exception {
    Operation small = swap("small").operation();
    bench.audit.history(List.of(past("large", 40)));
    assertEquals(Optional.of(Duration.ofSeconds(40)), typical(small));
    bench.audit.history(List.of(past("large", 40), past("small", 10)));
    assertEquals(Optional.of(Duration.ofSeconds(10)), typical(small));
  }

  private Optional<Duration> typical(Operation operation) throws Exception {
    return bench.engine.explain(operation, Asker.ROOT, Optional.empty()).typical();
  }

  private FinishedTransition past(String model, long seconds) throws Exception {
    return new FinishedTransition(
        TransitionId.random(),
        swap(model),
        Optional.of(COMPUTE),
        Optional.of(COMPUTE),
        Condition.SETTLED,
        Outcome.COMMITTED,
        Reason.NONE,
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(seconds));
  }

  @Test
  void theSameSwapIsJoinedAndAnotherIsRefused() throws Exception {
    host.units.unit("vllm.service").held();
    TransitionJob job = bench.request(swap("small"));
    TransitionRequest same =
        new TransitionRequest(
            new Operation.ModelSwap(SMALL, COMPUTE, "told otherwise"),
            Caller.DAEMON,
            "",
            Set.of(),
            Optional.empty(),
            Optional.empty());
    assertEquals(job, bench.request(same));
    RequestRefused refused =
        assertThrows(RequestRefused.class, () -> bench.request(EngineBench.request(EngineBench.DESKTOP)));
    assertTrue(refused.getMessage().contains("swap to model small"), refused.getMessage());
    assertFalse(bench.engine.change(() -> {}), "nothing else is changed meanwhile");
    host.units.letGo("vllm.service");
    assertEquals(Outcome.COMMITTED, bench.end(job).outcome());
    assertTrue(bench.engine.change(() -> {}));
  }

  /** Whenever the daemon dies, its successor ends the swap with the model that was asked for. */
  @Test
  void goesOnAfterADeathAtAnyWriteOfTheJournal() throws Exception {
    int deaths = 0;
    for (int write = 1; ; write++) {
      FakeHost other = FakeHost.inCompute(1);
      stock(other);
      try (DyingDaemon dead = dyingAt(write, other);
          EngineBench next = new EngineBench(other)) {
        if (dead.left().isEmpty()) {
          break;
        }
        deaths++;
        next.journal.write(dead.left().get());
        next.memory.write(new BootState(EngineBench.BOOT, COMPUTE));
        assertFalse(next.successor().begin());
        FinishedTransition end = next.end(next.engine.activeJob().orElseThrow());
        assertEquals(Outcome.COMMITTED, end.outcome(), end.reason().message());
        assertServes(other, SMALL);
      }
    }
    assertTrue(deaths > 5, "the journal is written around every step");
  }

  private static DyingDaemon dyingAt(int write, FakeHost other) throws Exception {
    AtomicInteger writes = new AtomicInteger();
    return DyingDaemon.running(
        other, swap("small"), record -> writes.incrementAndGet() == write);
  }
}
