package org.dubnium.daemon.engine;

import static org.dubnium.daemon.engine.EngineBench.BOOT;
import static org.dubnium.daemon.engine.EngineBench.COMPUTE;
import static org.dubnium.daemon.engine.EngineBench.DESKTOP;
import static org.dubnium.daemon.engine.EngineBench.STUDIO;
import static org.dubnium.daemon.engine.EngineBench.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.BootState;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.JournalRecord;
import org.dubnium.daemon.domain.transition.OpenRequest;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.TransitionId;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.fake.FakeHost;
import org.dubnium.daemon.log.TransitionLog;
import org.dubnium.daemon.port.UnitJob.JobResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class RecoveryTest {

  static Stream<Arguments> moves() {
    return Stream.of(
        Arguments.of(DESKTOP, COMPUTE),
        Arguments.of(COMPUTE, DESKTOP),
        Arguments.of(DESKTOP, STUDIO),
        Arguments.of(COMPUTE, STUDIO));
  }

  private final List<EngineBench> opened = new ArrayList<>();

  /** A dead daemon's bench stays open too: its host still tells it of changes. */
  @AfterEach
  void close() {
    opened.forEach(EngineBench::close);
  }

  private EngineBench bench(FakeHost host) {
    return opened(new EngineBench(host));
  }

  private EngineBench opened(EngineBench bench) {
    opened.add(bench);
    return bench;
  }

  /** Whenever the daemon dies, its successor ends the move settled, and the next request works. */
  @ParameterizedTest
  @MethodSource("moves")
  void goesOnAfterADeathAtAnyWriteOfTheJournal(ModeName from, ModeName to) throws Exception {
    int deaths = 0;
    for (int write = 1; ; write++) {
      FakeHost host = from.equals(DESKTOP) ? FakeHost.inDesktop(1) : FakeHost.inCompute(1);
      Optional<JournalRecord> left = dieAt(write, host, to);
      if (left.isEmpty()) {
        break;
      }
      deaths++;
      EngineBench next = bench(host);
      next.journal.write(left.get());
      next.memory.write(new BootState(BOOT, to));
      assertFalse(next.successor().begin(), "it is the same boot");
      FinishedTransition end = await(next);
      assertEquals(Outcome.COMMITTED, end.outcome(), end.reason().message());
      assertEquals(Condition.SETTLED, end.condition());
      assertEquals(Optional.of(to), end.last());
      assertEquals(left.get().id(), end.id());
      assertEquals(Optional.empty(), next.journal.read());
      assertEquals(Outcome.COMMITTED, next.go(from).outcome());
    }
    assertTrue(deaths > 5, "the journal is written around every step");
  }

  /** It took as long as it took from the request, however often the daemon died meanwhile. */
  @Test
  void countsFromTheRequestAndNotFromTheRestart() throws Exception {
    FakeHost host = FakeHost.inDesktop(1);
    JournalRecord left = began(dieAt(4, host, COMPUTE).orElseThrow(), 40);
    EngineBench next = bench(host);
    next.journal.write(left);
    next.memory.write(new BootState(BOOT, COMPUTE));
    host.units.unit("compute.target").held();
    next.successor().begin();
    TransitionJob job = next.engine.activeJob().orElseThrow();
    assertEquals(left.startedAt(), job.view().startedAt(), "on the bus, while it goes on");
    host.units.letGo("compute.target");
    FinishedTransition end = next.end(job);
    assertEquals(left.startedAt(), end.startedAt());
    assertTrue(Duration.between(end.startedAt(), end.finishedAt()).toSeconds() >= 40);
    assertEquals(end, next.files.finished().getLast());
    assertEquals(
        AuditEntry.finished(end).details(), next.audit.entries().getLast().details());
  }

  /** What the request allows was used up before the daemon came back. */
  @Test
  void aTimeLimitCountsFromTheRequestToo() throws Exception {
    FakeHost host = FakeHost.inDesktop(1);
    JournalRecord died =
        die(
                host,
                request(COMPUTE, Optional.of(Duration.ofSeconds(30))),
                nth(4))
            .orElseThrow();
    EngineBench next = bench(host);
    next.journal.write(began(died, 40));
    next.memory.write(new BootState(BOOT, COMPUTE));
    host.units.unit("compute.target").held();
    next.successor().begin();
    FinishedTransition end = await(next);
    assertEquals(Outcome.CANCELLED, end.outcome());
    assertEquals(ReasonCode.TIMED_OUT, end.reason().code());
  }

  private static JournalRecord began(JournalRecord left, long secondsEarlier) {
    return new JournalRecord(
        left.id(),
        left.bootId(),
        left.request(),
        left.plan(),
        left.statuses(),
        left.failure(),
        left.startedAt().minusSeconds(secondsEarlier));
  }

  @Test
  void goesBackIfWhatRemainsIsNoLongerPossible() throws Exception {
    FakeHost host = FakeHost.inDesktop(1);
    JournalRecord left = dieAt(4, host, COMPUTE).orElseThrow();
    host.units.unit("compute.target").masked();
    EngineBench next = bench(host);
    next.journal.write(left);
    next.memory.write(new BootState(BOOT, COMPUTE));
    next.successor().begin();
    FinishedTransition end = await(next);
    assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason().message());
    assertEquals(ReasonCode.INTERRUPTED, end.reason().code());
    assertEquals(Optional.of(DESKTOP), end.last());
  }

  @Test
  void goesOnWithARollbackThatWasUnderWay() throws Exception {
    FakeHost host = FakeHost.inDesktop(1);
    host.units.unit("compute.target").startEnds(JobResult.Kind.FAILED);
    AtomicInteger undoing = new AtomicInteger();
    Optional<JournalRecord> left =
        die(
            host,
            COMPUTE,
            record -> record.failure().isPresent() && undoing.incrementAndGet() == 2);
    EngineBench next = bench(host);
    next.journal.write(left.orElseThrow());
    next.memory.write(new BootState(BOOT, COMPUTE));
    next.successor().begin();
    FinishedTransition end = await(next);
    assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason().message());
    assertEquals(ReasonCode.JOB_FAILED, end.reason().code());
  }

  @Test
  void recordsWhatAnEarlierBootLeftAndBringsTheHostToItsBootMode() throws Exception {
    JournalRecord left = dieAt(4, FakeHost.inCompute(1), DESKTOP).orElseThrow();
    FakeHost rebooted = FakeHost.withGpus(1);
    EngineBench next = bench(rebooted);
    next.journal.write(
        new JournalRecord(
            left.id(),
            "boot-0",
            left.request(),
            left.plan(),
            left.statuses(),
            left.failure(),
            left.startedAt()));
    Recovery recovery = next.successor();
    Logger journald = (Logger) LoggerFactory.getLogger(TransitionLog.class);
    ListAppender<ILoggingEvent> told = new ListAppender<>();
    told.start();
    journald.addAppender(told);
    try {
      assertTrue(recovery.begin());
    } finally {
      journald.detachAppender(told);
    }
    assertTrue(
        told.list.stream().anyMatch(event -> event.getFormattedMessage().startsWith("stranded")),
        "journald is told too");
    assertEquals(Optional.empty(), next.engine.activeJob(), "it is not gone on with");
    FinishedTransition buried = next.files.finished().getLast();
    assertEquals(Outcome.STRANDED, buried.outcome());
    assertEquals(ReasonCode.INTERRUPTED, buried.reason().code());
    assertEquals(Optional.empty(), next.journal.read());
    assertEquals(Optional.of(buried), next.engine.lastTransition());
    assertEquals(
        List.of(AuditEvent.FINISHED, AuditEvent.BOOT),
        next.audit.events(),
        "the record of the transition is complete");
    assertEquals(AuditEntry.finished(buried), next.audit.entries().getFirst());
    assertEquals(
        Optional.of(next.engine.current().orElseThrow().classification().modeText()),
        next.audit.entries().getLast().last());
    recovery.normalise();
    assertEquals(Outcome.COMMITTED, await(next).outcome());
    assertTrue(rebooted.units.unit("desktop.target").isActive());
  }

  @Test
  void looksAgainForTheBootModeWhileReadingsAreMissing() throws Exception {
    EngineBench bench = bench(FakeHost.inCompute(1));
    Recovery recovery = bench.successor();
    recovery.begin();
    bench.host.units.failReads(5);
    recovery.normalise();
    assertEquals(Outcome.COMMITTED, await(bench).outcome());
    assertTrue(bench.host.units.unit("desktop.target").isActive());
  }

  @Test
  void saysSoIfTheReadingsStayMissing() throws Exception {
    EngineBench bench = bench(FakeHost.inCompute(1));
    Recovery recovery = bench.successor();
    recovery.begin();
    bench.host.units.breakReads("systemd is stuck");
    recovery.normalise();
    FinishedTransition end = await(bench);
    assertEquals(Outcome.BLOCKED, end.outcome(), end.reason().message());
  }

  @Test
  void endsARequestThatDiedBeforeAnythingWasDone() throws Exception {
    EngineBench bench = bench(FakeHost.inDesktop(1));
    OpenRequest open =
        new OpenRequest(TransitionId.random(), request(COMPUTE), Instant.parse("2026-01-02T03:04:05Z"));
    bench.audit.open(open);
    bench.successor().begin();
    assertEquals(List.of(AuditEvent.FINISHED, AuditEvent.BOOT), bench.audit.events());
    FinishedTransition end = bench.engine.lastTransition().orElseThrow();
    assertEquals(open.id(), end.id());
    assertEquals(Outcome.CANCELLED, end.outcome());
    assertEquals(ReasonCode.INTERRUPTED, end.reason().code());
    assertEquals(open.at(), end.startedAt());
    assertEquals(end, bench.files.finished().getLast());
  }

  @Test
  void isUnderWayAgainAlthoughAnEarlierTransitionWasStranded() throws Exception {
    FakeHost host = FakeHost.inDesktop(1);
    JournalRecord left = dieAt(4, host, COMPUTE).orElseThrow();
    EngineBench next = bench(host);
    next.journal.write(left);
    next.memory.write(new BootState(BOOT, COMPUTE));
    next.engine.remember(stranded(left));
    host.units.unit("compute.target").held();
    next.successor().begin();
    assertEquals(Condition.TRANSITIONING, condition(next));
    host.units.letGo("compute.target");
    assertEquals(Outcome.COMMITTED, await(next).outcome());
    assertEquals(Condition.SETTLED, condition(next));
  }

  @Test
  void isBlockedIfNothingHadBegunAndNothingCanAnyMore() throws Exception {
    FakeHost host = FakeHost.inDesktop(1);
    JournalRecord left = dieAt(1, host, COMPUTE).orElseThrow();
    host.units.unit("compute.target").masked();
    EngineBench next = bench(host);
    next.journal.write(left);
    next.memory.write(new BootState(BOOT, COMPUTE));
    next.successor().begin();
    FinishedTransition end = await(next);
    assertEquals(Outcome.BLOCKED, end.outcome());
    assertEquals(ReasonCode.INTERRUPTED, end.reason().code());
    assertEquals(Optional.of(DESKTOP), end.from());
  }

  /** What verified the rest is as old as the dead daemon. */
  @Test
  void verifiesAnewWhatWasDoneAlready() throws Exception {
    FakeHost host = FakeHost.inDesktop(1);
    EngineBench first = bench(host);
    assertEquals(Outcome.COMMITTED, first.go(COMPUTE).outcome());
    JournalRecord done = first.journal.writes().getLast();
    EngineBench next = bench(host);
    next.journal.write(done);
    next.memory.write(new BootState(BOOT, COMPUTE));
    Engine engine = next.engine;
    TransitionJob job = engine.resume(done);
    assertEquals(Outcome.COMMITTED, next.end(job).outcome());
    assertEquals(Optional.of(DESKTOP), job.view().from());
    assertFalse(job.endsNothing(), "what was planned is known");
    assertEquals(
        List.of("doing", "done"),
        next.audit.entries().stream()
            .filter(entry -> entry.event() == AuditEvent.STEP)
            .map(entry -> String.valueOf(entry.details().get("status")))
            .toList());
  }

  @Test
  void setsAJournalAsideThatItCannotRead() throws Exception {
    EngineBench bench = bench(FakeHost.inDesktop(1));
    bench.journal.corrupt("cannot read transition.json: it ends in the middle");
    bench.successor().begin();
    assertEquals(List.of(AuditEvent.BOOT), bench.audit.events());
    assertEquals(Outcome.COMMITTED, bench.go(COMPUTE).outcome());
  }

  private static Condition condition(EngineBench bench) {
    bench.engine.refresh();
    return bench.engine.current().orElseThrow().classification().condition();
  }

  private static FinishedTransition stranded(JournalRecord of) {
    return new FinishedTransition(
        TransitionId.random(),
        of.request(),
        of.plan().from(),
        Optional.empty(),
        Condition.UNKNOWN,
        Outcome.STRANDED,
        Reason.of(ReasonCode.JOB_FAILED, "an earlier one"),
        of.startedAt(),
        of.startedAt());
  }

  private Optional<JournalRecord> dieAt(int write, FakeHost host, ModeName to)
      throws Exception {
    return die(host, to, nth(write));
  }

  private static Predicate<JournalRecord> nth(int write) {
    AtomicInteger writes = new AtomicInteger();
    return record -> writes.incrementAndGet() == write;
  }

  private Optional<JournalRecord> die(
      FakeHost host, ModeName to, Predicate<JournalRecord> when) throws Exception {
    return die(host, request(to), when);
  }

  /** Runs a transition whose daemon dies when the journal says so; empty if it never did. */
  private Optional<JournalRecord> die(
      FakeHost host, TransitionRequest request, Predicate<JournalRecord> when)
      throws Exception {
    DyingDaemon dead = DyingDaemon.running(host, request, when);
    opened(dead.bench());
    return dead.left();
  }

  private static FinishedTransition await(EngineBench bench) throws InterruptedException {
    Optional<TransitionJob> running = bench.engine.activeJob();
    return running.isPresent()
        ? bench.end(running.get())
        : bench.engine.lastTransition().orElseThrow();
  }
}
