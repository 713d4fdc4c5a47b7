package org.dubnium.daemon.engine.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.domain.server.FailureCause;
import org.dubnium.daemon.domain.server.ServerFailure;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.engine.EngineBench;
import org.dubnium.daemon.fake.FakeHost;
import org.dubnium.daemon.port.UnitJob.JobResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each step is awaited, and seen to have taken effect. */
class StepHandlersTest {

  private static final Duration LONG = Duration.ofMinutes(60);
  private static final Step STOP = new Step.StopUnit(new UnitName("desktop.target"));
  private static final Step START = new Step.StartUnit(new UnitName("compute.target"));
  private static final Step END = new Step.TerminateSession("1", "alice");

  private final EngineBench bench = EngineBench.on(FakeHost.inDesktop(1));
  private final ChangeSignal changes = new ChangeSignal();
  private final List<String> awaited = new ArrayList<>();
  private final StepHandlers steps = steps();

  private StepHandlers steps() {
    bench.host.units.onChange(changes::announce);
    bench.host.sessions.onChange(changes::announce);
    return StepHandlers.on(
        bench.host.units,
        bench.host.sessions,
        bench.host.gpus,
        bench.host.proc,
        bench.host.failures,
        bench.host.models,
        bench.host.cluster,
        changes,
        bench.engine::refresh,
        () -> bench.policy);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void everyKindOfStepHasItsHandler() {
    String missing =
        String.valueOf(
            assertThrows(IllegalStateException.class, () -> new StepHandlers(List.of(entry())))
                .getMessage());
    assertTrue(missing.startsWith("cannot do steps without a handler of "), missing);
  }

  @Test
  void noKindOfStepHasTwo() {
    List<StepHandlers.Entry<?>> twice = List.of(entry(), entry());
    assertThrows(IllegalStateException.class, () -> new StepHandlers(twice));
  }

  private StepHandlers.Entry<Step.StartUnit> entry() {
    return new StepHandlers.Entry<>(
        Step.StartUnit.class, new StartUnitHandler(bench.host.units, bench.host.failures));
  }

  @Test
  void aStopIsAwaited() throws Exception {
    bench.host.units.unit("desktop.target").held();
    CompletableFuture<Void> done = begin(STOP);
    awaitPhase("desktop.target");
    assertFalse(done.isDone());
    bench.host.units.letGo("desktop.target");
    done.get(60, TimeUnit.SECONDS);
    assertEquals(List.of("the stop of desktop.target"), awaited);
  }

  @Test
  void aStopThatLeavesTheUnitUpIsNone() {
    bench.host.units.unit("desktop.target").onStop(() -> bench.host.units.unit("desktop.target").active());
    Reason reason = fails(STOP, LONG);
    assertEquals(ReasonCode.UNIT_NOT_ACTIVE, reason.code());
    assertEquals(
        "cannot find desktop.target stopped after its job was done: active; see: systemctl status"
            + " desktop.target",
        reason.message());
    assertEquals(Optional.of("stop-unit desktop.target"), reason.step());
  }

  @Test
  void aStartThatLeavesTheUnitDownIsNone() {
    bench.host.units.unit("compute.target").onStart(() -> bench.host.units.unit("compute.target").inactive());
    Reason reason = fails(START, LONG);
    assertEquals(ReasonCode.UNIT_NOT_ACTIVE, reason.code());
    assertTrue(reason.message().startsWith("cannot find compute.target active"), reason.message());
  }

  /** A unit that went with its last user is as good as stopped; one that was to start is not there. */
  @Test
  void aUnitThatIsGoneIsStoppedAndNotStarted() throws Exception {
    bench.host.units.unit("desktop.target").onStop(() -> bench.host.units.unit("desktop.target").notFound());
    steps.run(STOP, LONG, Cancellation.never(), (what, holders) -> {});
    bench.host.units.unit("compute.target").onStart(() -> bench.host.units.breakReads("timed out"));
    assertTrue(fails(START, LONG).message().contains("timed out"));
  }

  @Test
  void aJobThatTakesTooLongIsCancelled() {
    bench.host.units.unit("compute.target").held();
    Reason reason = fails(START, Duration.ZERO);
    assertEquals(ReasonCode.JOB_TIMEOUT, reason.code());
    assertTrue(reason.message().contains("within 0 s"), reason.message());
    assertEquals(
        Optional.empty(),
        state("compute.target").job(),
        "nothing of it may come later, in the middle of the way back");
  }

  @Test
  void aJobWhoseTransitionIsCalledOffIsCancelled() throws Exception {
    bench.host.units.unit("compute.target").held();
    Cancellation cancellation = new Cancellation();
    bench.host.units.before(
        "start compute.target",
        () -> cancellation.call(Reason.of(ReasonCode.CANCELLED, "enough")));
    StepFailed failed =
        assertThrows(
            StepFailed.class, () -> steps.run(START, LONG, cancellation, (what, holders) -> {}));
    assertEquals(ReasonCode.CANCELLED, failed.reason().code());
    assertEquals(Optional.empty(), state("compute.target").job());
  }

  /** Of a failure that is mended by now, or of one that comes up. */
  @Test
  void aStartIsJudgedByAnAttemptThatBeganAfterIt() throws Exception {
    bench.host.units.unit("compute.target").activating().held().startEnds(JobResult.Kind.FAILED);
    CompletableFuture<Void> done = begin(START);
    awaitPhase("compute.target");
    bench.host.units.before(
        "restart compute.target",
        () -> bench.host.units.unit("compute.target").startEnds(JobResult.Kind.DONE));
    bench.host.units.letGo("compute.target");
    done.get(60, TimeUnit.SECONDS);
    assertEquals(List.of("start compute.target", "restart compute.target"), bench.host.units.calls());
  }

  @Test
  void anAttemptThatIsUnderWayAndComesUpIsLeftAlone() throws Exception {
    bench.host.units.unit("compute.target").activating().held();
    CompletableFuture<Void> done = begin(START);
    awaitPhase("compute.target");
    bench.host.units.letGo("compute.target");
    done.get(60, TimeUnit.SECONDS);
    assertEquals(List.of("start compute.target"), bench.host.units.calls());
  }

  @Test
  void anAttemptThatIsUnderWayAsLongAsTheStepMayTakeIsTheLast() {
    bench.host.units.unit("compute.target").activating().held();
    assertEquals(ReasonCode.JOB_TIMEOUT, fails(START, Duration.ZERO).code());
    assertEquals(List.of("start compute.target"), bench.host.units.calls());
  }

  /** The pause between attempts may be minutes. */
  @Test
  void aUnitThatWaitsToBeStartedAgainIsStartedAtOnce() throws Exception {
    bench.host.units.unit("compute.target").restarting();
    steps.run(START, LONG, Cancellation.never(), (what, holders) -> {});
    assertEquals(List.of("restart compute.target"), bench.host.units.calls());
  }

  @Test
  void aDrainThatCouldNotBeTakenBackYetIsTakenBackAtOnce() throws Exception {
    bench.host.units.unit("slurm-resume.service").restarting();
    steps.run(new Step.ResumeSlurmNode(), LONG, Cancellation.never(), (what, holders) -> {});
    assertEquals(List.of("restart slurm-resume.service"), bench.host.units.calls());
  }

  @Test
  void whatSystemdRefusesIsToldApart() {
    bench.host.units.unit("compute.target").refuses(JobResult.Kind.DESTRUCTIVE);
    assertEquals(ReasonCode.TRANSACTION_DESTRUCTIVE, fails(START, LONG).code());
    bench.host.units.unit("desktop.target").refuses(JobResult.Kind.DEPENDENCY);
    assertEquals(ReasonCode.JOB_FAILED, fails(STOP, LONG).code());
  }

  @Test
  void aUnitThatTellsWhyItFailedIsToldWithThat() {
    bench.host.units.unit("compute.target").startEnds(JobResult.Kind.FAILED);
    bench.host.failures.put(
        new UnitName("compute.target"),
        new ServerFailure(FailureCause.KV_CACHE_NONE, "No available memory", List.of()));
    Reason reason = fails(START, LONG);
    assertEquals(ReasonCode.MODEL_SERVER_FAILED, reason.code());
    assertEquals(Optional.of("kv-cache-none"), reason.cause());
    assertTrue(reason.message().contains("(No available memory); raise "), reason.message());
    assertEquals(Optional.of("failed"), reason.jobResult());
  }

  @Test
  void aModeThatDoesNotComeIsToldWithWhatSpeaksAgainstIt() {
    Reason reason = fails(new Step.AssertMode(EngineBench.COMPUTE), Duration.ZERO);
    assertEquals(ReasonCode.ASSERTION_FAILED, reason.code());
    assertTrue(
        reason.message().startsWith("cannot see mode compute: the host shows desktop"),
        reason.message());
  }

  @Test
  void aModeIsWaitedForUntilItIsSettled() throws Exception {
    CountDownLatch looked = new CountDownLatch(1);
    bench.told.onObserved = seen -> looked.countDown();
    bench.host.units.unit("desktop.target").inactive();
    CompletableFuture<Void> done = begin(new Step.AssertMode(EngineBench.DESKTOP));
    assertTrue(looked.await(60, TimeUnit.SECONDS));
    assertFalse(done.isDone());
    bench.host.units.unit("desktop.target").active();
    done.get(60, TimeUnit.SECONDS);
    assertEquals(List.of("mode desktop to hold"), awaited);
  }

  @Test
  void aSessionsEndIsAwaited() throws Exception {
    bench.host.sessions.linger("1");
    CompletableFuture<Void> done = begin(END);
    while (bench.host.sessions.terminated().isEmpty()) {
      Thread.onSpinWait();
    }
    assertFalse(done.isDone());
    bench.host.sessions.close("1");
    done.get(60, TimeUnit.SECONDS);
    assertEquals(List.of("the end of session 1 of alice"), awaited);
  }

  @Test
  void aSessionThatStaysIsNamed() {
    bench.host.sessions.linger("1");
    Reason reason = fails(END, Duration.ZERO);
    assertEquals(ReasonCode.SESSION_NOT_ENDED, reason.code());
    assertEquals(
        "cannot end session 1 within 0 s; see: loginctl session-status 1", reason.message());
  }

  /** Whether a process of it that lingers still holds a GPU is for the release to say. */
  @Test
  void aSessionThatIsClosingIsOver() throws Exception {
    bench.host.sessions.linger("1");
    Session open = bench.host.sessions.open().getFirst();
    bench.host.sessions.open(
        new Session(
            open.id(),
            open.uid(),
            open.user(),
            open.type(),
            open.sessionClass(),
            "closing",
            open.seat(),
            open.remote(),
            open.service(),
            open.leader(),
            open.scope()));
    steps.run(END, Duration.ZERO, Cancellation.never(), (what, holders) -> {});
  }

  /** A signal may be lost; the session is looked for again all the same. */
  @Test
  void anEndThatNobodyAnnouncesIsSeen() throws Exception {
    bench.host.sessions.breakReads("logind does not answer");
    CompletableFuture<Void> done = begin(END);
    while (bench.host.sessions.terminated().isEmpty()) {
      Thread.onSpinWait();
    }
    bench.host.sessions.breakReads(null);
    done.get(60, TimeUnit.SECONDS);
  }

  @Test
  void whatLogindRefusesIsToldAsItSaysIt() {
    bench.host.sessions.refuse("1");
    Reason reason = fails(END, LONG);
    assertEquals(ReasonCode.SESSION_NOT_ENDED, reason.code());
    assertTrue(reason.message().contains("refused by this fake"), reason.message());
  }

  @Test
  void onlyAStopIsDoneByHalf() throws Exception {
    bench.host.units.unit("vllm.service").active().masked();
    Step stop = new Step.StopUnit(new UnitName("vllm.service"));
    StepFailed failed = assertThrows(StepFailed.class, () -> steps.requireWhole(stop));
    assertEquals(ReasonCode.UNIT_MASKED, failed.reason().code());
    assertEquals(Optional.of("stop-unit vllm.service"), failed.reason().step());
    steps.requireWhole(new Step.StartUnit(new UnitName("vllm.service")));
    bench.host.units.unit("vllm.service").inactive();
    steps.requireWhole(stop);
    bench.host.units.breakReads("timed out");
    steps.requireWhole(stop);
  }

  private CompletableFuture<Void> begin(Step step) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            steps.run(step, LONG, Cancellation.never(), (what, holders) -> awaited.add(what));
          } catch (StepFailed failed) {
            throw new AssertionError(failed.reason().message(), failed);
          }
        },
        Thread::startVirtualThread);
  }

  private Reason fails(Step step, Duration deadline) {
    return assertThrows(
            StepFailed.class,
            () -> steps.run(step, deadline, Cancellation.never(), (what, holders) -> {}))
        .reason();
  }

  private void awaitPhase(String unit) {
    while (state(unit).job().isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private UnitState state(String unit) {
    UnitName name = new UnitName(unit);
    return switch (bench.host.units.read(Set.of(name))) {
      case Reading.Value<
              Map<UnitName, UnitState>>(
              var all) ->
          Objects.requireNonNull(all.get(name));
      case Reading.Unavailable<
              Map<UnitName, UnitState>>(
              String why) ->
          throw new AssertionError(why);
    };
  }
}
