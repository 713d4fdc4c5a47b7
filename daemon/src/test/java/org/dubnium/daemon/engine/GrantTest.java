package org.dubnium.daemon.engine;

import static org.dubnium.daemon.engine.EngineBench.BOOT;
import static org.dubnium.daemon.engine.EngineBench.COMPUTE;
import static org.dubnium.daemon.engine.EngineBench.DESKTOP;
import static org.dubnium.daemon.engine.EngineBench.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.BootState;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Grant;
import org.dubnium.daemon.domain.transition.JournalRecord;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.StepStatus;
import org.dubnium.daemon.domain.transition.TransitionId;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.fake.FakeHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The plan that runs is the one that was authorised, or does no more. */
class GrantTest {

  private static final Grant ALICES_SESSION =
      new Grant(false, Set.of("session 1 of alice"), 0, Set.of());

  private final EngineBench bench =
      EngineBench.courteous("0s", "60min", FakeHost.inDesktop(1));
  private final List<Reauthorisation.Need> asked = new ArrayList<>();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void runsWithinItAfterAWait() throws Exception {
    TransitionJob job = delayed(toCompute(ALICES_SESSION), this::refuse);
    bench.engine.holds().remove(1);
    FinishedTransition end = bench.end(job);
    assertEquals(Outcome.COMMITTED, end.outcome(), end.reason().message());
    assertEquals(List.of(), asked, "nobody is asked again about what they allowed");
  }

  @Test
  void isBlockedIfItCameToEndMore() throws Exception {
    TransitionJob job = delayed(toCompute(ALICES_SESSION), this::refuse);
    bench.host.units.unit("vllm.service").active();
    bench.engine.holds().remove(1);
    FinishedTransition end = bench.end(job);
    assertEquals(Outcome.BLOCKED, end.outcome());
    assertEquals(ReasonCode.GRANT_EXCEEDED, end.reason().code());
    assertEquals(
        "cannot go on: it would now also end unit vllm.service, which it did not when it was"
            + " allowed; ask again",
        end.reason().message());
    assertEquals(List.of(), bench.host.units.calls());
    assertEquals(List.of(), bench.host.sessions.terminated());
    assertEquals(List.of(new Reauthorisation.Need(true, false)), asked);
    assertEquals(DESKTOP, bench.engine.desired());
  }

  @Test
  void runsIfItIsAuthorisedAgain() throws Exception {
    TransitionJob job = delayed(toCompute(ALICES_SESSION), this::allow);
    bench.host.logIn("alice", 1000);
    bench.engine.holds().remove(1);
    FinishedTransition end = bench.end(job);
    assertEquals(Outcome.COMMITTED, end.outcome(), end.reason().message());
    Grant wider =
        new Grant(false, Set.of("session 1 of alice", "session 2 of alice"), 0, Set.of());
    assertEquals(wider, bench.journal.writes().getFirst().request().grant());
    assertEquals(ALICES_SESSION, detail(AuditEvent.REQUESTED));
    assertEquals(wider, detail(AuditEvent.PLANNED));
  }

  /** Somebody may take minutes to type their password; the host goes on meanwhile. */
  @Test
  void isBlockedBeforeAnyWaitIfItWasNotGranted() throws Exception {
    TransitionJob job = bench.engine.request(toCompute(Grant.NOTHING), this::refuse);
    FinishedTransition end = bench.end(job);
    assertEquals(ReasonCode.GRANT_EXCEEDED, end.reason().code());
    assertTrue(end.reason().message().contains("session 1 of alice"), end.reason().message());
    assertTrue(bench.told.lines.stream().noneMatch(line -> line.startsWith("prepare")));
  }

  @Test
  void namesSomeAndCountsTheRest() throws Exception {
    IntStream.range(0, 9).forEach(n -> bench.host.logIn("alice", 1000));
    FinishedTransition end =
        bench.end(bench.engine.request(toCompute(Grant.NOTHING), this::refuse));
    assertTrue(
        end.reason().message().contains("session 7 of alice and 2 more, which"),
        end.reason().message());
  }

  @Test
  void saysWhatAuthorityIsNeededForLess() throws Exception {
    assertEquals(Outcome.COMMITTED, bench.go(COMPUTE).outcome());
    bench.host.units.unit("vllm.service").inactive();
    bench.host.units.unit("compute.target").conflictsWith("backup.service");
    bench.host.units.unit("backup.service").active();
    bench.host.units.unit("desktop.target").conflictsWith("backup.service");
    TransitionRequest request =
        new TransitionRequest(
            new Operation.ModeSwitch(DESKTOP), alice(), "", Set.of(), Optional.empty(), Optional.empty(), Grant.NOTHING);
    FinishedTransition end = bench.end(bench.engine.request(request, this::refuse));
    assertTrue(end.reason().message().contains("unit backup.service"), end.reason().message());
    assertEquals(
        List.of(new Reauthorisation.Need(false, false)), asked, "nobody loses what is theirs");
  }

  @Test
  void aHoldThatComesLaterIsNotPassedBy() throws Exception {
    bench.engine.holds().add(hold(2, Hold.Kind.BLOCK));
    Grant grant =
        new Grant(true, Set.of(), 0, Set.of(new Grant.PassedHold(2, alice().uid())));
    TransitionJob job = delayed(passingHolds(grant), this::allow);
    bench.engine.holds().add(hold(3, Hold.Kind.BLOCK));
    FinishedTransition end = bench.end(job);
    assertEquals(Outcome.BLOCKED, end.outcome());
    assertEquals(ReasonCode.HELD, end.reason().code());
    assertTrue(end.reason().message().contains("hold 3"), end.reason().message());
    assertEquals(List.of(), bench.host.units.calls());
  }

  @Test
  void theHoldsThatWereGrantedArePassedBy() throws Exception {
    bench.engine.holds().add(hold(2, Hold.Kind.BLOCK));
    Grant grant =
        new Grant(true, Set.of(), 0, Set.of(new Grant.PassedHold(2, alice().uid())));
    TransitionJob job = delayed(passingHolds(grant), this::refuse);
    bench.engine.holds().remove(1);
    assertEquals(Outcome.COMMITTED, bench.end(job).outcome());
  }

  @Test
  void whatAnExplanationShowsIsWhatIsGranted() throws Exception {
    bench.engine.holds().add(hold(2, Hold.Kind.BLOCK));
    Explanation explained =
        bench.engine.explain(
            new Operation.ModeSwitch(COMPUTE), new Asker(1000, Set.of(GuardName.HOLDS)), Optional.empty());
    assertEquals(
        new Grant(
            false,
            Set.of("session 1 of alice"),
            0,
            Set.of(new Grant.PassedHold(2, alice().uid()))),
        explained.losses().grant());
  }

  /** Somebody logged in while no daemon was there: what remains would take them along. */
  @Test
  void aResumedOneGoesBackIfItWouldEndMore() throws Exception {
    JournalRecord left = leftAfterTheSession(ALICES_SESSION);
    bench.host.sessions.close("1");
    String later = bench.host.logIn("alice", 1000);
    // What it has on the GPU would have a guard deny.
    bench.host.proc.end(process -> process.session().filter(later::equals).isPresent());
    resume(left);
    FinishedTransition end = bench.engine.lastTransition().orElseThrow();
    assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason().message());
    assertEquals(ReasonCode.GRANT_EXCEEDED, end.reason().code());
    assertTrue(end.reason().message().contains("session 2 of alice"), end.reason().message());
    assertEquals(List.of("2"), bench.host.sessions.open().stream().map(s -> s.id()).toList());
  }

  @Test
  void aResumedOneGoesOnWithinIt() throws Exception {
    JournalRecord left = leftAfterTheSession(ALICES_SESSION);
    bench.host.sessions.close("1");
    resume(left);
    FinishedTransition end = bench.engine.lastTransition().orElseThrow();
    assertEquals(Outcome.COMMITTED, end.outcome(), end.reason().message());
  }

  @Test
  void withoutACallerOnlyRootMayHaveMore() throws Exception {
    JournalRecord left = leftAfterTheSession(ALICES_SESSION);
    assertTrue(
        Reauthorisation.ONLY_ROOT.allows(
            new TransitionRequest(
                new Operation.ModeSwitch(COMPUTE), Caller.DAEMON, "", Set.of(), Optional.empty(), Optional.empty()),
            new Reauthorisation.Need(true, true)));
    assertFalse(
        Reauthorisation.ONLY_ROOT.allows(
            left.request(), new Reauthorisation.Need(false, false)));
  }

  private boolean refuse(TransitionRequest request, Reauthorisation.Need need) {
    asked.add(need);
    return false;
  }

  private boolean allow(TransitionRequest request, Reauthorisation.Need need) {
    asked.add(need);
    return true;
  }

  /** A job that waits for delay hold 1. */
  private TransitionJob delayed(TransitionRequest request, Reauthorisation again) throws Exception {
    bench.engine.holds().add(hold(1, Hold.Kind.DELAY));
    CompletableFuture<Void> waits = new CompletableFuture<>();
    bench.told.onWaiting = () -> waits.complete(null);
    TransitionJob job = bench.engine.request(request, again);
    waits.get(60, TimeUnit.SECONDS);
    return job;
  }

  /** The record of a daemon that died after it had ended alice's session. */
  private JournalRecord leftAfterTheSession(Grant grant) throws Exception {
    var plan = bench.engine.explain(new Operation.ModeSwitch(COMPUTE), Asker.ROOT, Optional.empty()).plan();
    return new JournalRecord(
            TransitionId.random(),
            BOOT,
            toCompute(grant),
            plan,
            Collections.nCopies(plan.steps().size(), StepStatus.DO),
            Optional.empty(),
            Instant.now())
        .with(0, StepStatus.DONE);
  }

  private void resume(JournalRecord left) throws Exception {
    bench.journal.write(left);
    bench.memory.write(new BootState(BOOT, COMPUTE));
    bench.successor().begin();
    Optional<TransitionJob> job = bench.engine.activeJob();
    if (job.isPresent()) {
      bench.end(job.get());
    }
  }

  private Object detail(AuditEvent event) {
    AuditEntry entry =
        bench.audit.entries().stream().filter(e -> e.event() == event).findFirst().orElseThrow();
    return entry.details().getOrDefault("grant", "none");
  }

  private static TransitionRequest toCompute(Grant grant) {
    return request(COMPUTE).granted(grant);
  }

  private static TransitionRequest passingHolds(Grant grant) {
    return new TransitionRequest(
        new Operation.ModeSwitch(COMPUTE),
        alice(),
        "",
        Set.of(GuardName.HOLDS),
        Optional.empty(),
        Optional.empty(),
        grant);
  }

  private static Caller alice() {
    return request(COMPUTE).caller();
  }

  private static Hold hold(long cookie, Hold.Kind kind) {
    return new Hold(
        cookie,
        Optional.<ModeName>empty(),
        Hold.Direction.ANY,
        kind,
        "reaper",
        "recording",
        alice(),
        Optional.empty(),
        Instant.EPOCH);
  }
}
