package org.dubnium.daemon.engine;

import static org.dubnium.daemon.engine.EngineBench.COMPUTE;
import static org.dubnium.daemon.engine.EngineBench.DESKTOP;
import static org.dubnium.daemon.engine.EngineBench.STUDIO;
import static org.dubnium.daemon.engine.EngineBench.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Grant;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.fake.FakeHost;
import org.junit.jupiter.api.Test;

/** What a transition owes to those whom it concerns, before it begins. */
class GracePeriodTest {

  @Test
  void isBlockedByAHoldAndSaysWhose() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.engine.holds().add(hold(1, Hold.Kind.BLOCK));
      FinishedTransition end = bench.go(COMPUTE);
      assertEquals(Outcome.BLOCKED, end.outcome());
      assertEquals(ReasonCode.HELD, end.reason().code());
      assertTrue(end.reason().message().contains("reaper (hold 1): recording"));
      assertEquals(List.of(), bench.host.units.calls());
      bench.engine.holds().remove(1);
      assertEquals(Outcome.COMMITTED, bench.go(COMPUTE).outcome());
    }
  }

  @Test
  void waitsUntilEveryDelayHoldIsReleased() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.engine.holds().add(hold(1, Hold.Kind.DELAY));
      bench.engine.holds().add(hold(2, Hold.Kind.DELAY));
      TransitionJob job = waiting(bench, COMPUTE);
      assertEquals(JobState.WAITING, job.view().state());
      assertEquals(List.of(), bench.host.units.calls());
      assertTrue(bench.told.lines.contains("prepare compute"), "they are told first");
      bench.engine.holds().remove(1);
      assertEquals(List.of(), bench.host.units.calls());
      bench.engine.holds().remove(2);
      assertEquals(Outcome.COMMITTED, bench.end(job).outcome());
      assertTrue(bench.told.lines.contains("done compute"));
    }
  }

  @Test
  void judgesAnewAfterTheWait() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.engine.holds().add(hold(1, Hold.Kind.DELAY));
      TransitionJob job = waiting(bench, COMPUTE);
      bench.host.units.unit("compute.target").masked();
      bench.engine.holds().remove(1);
      FinishedTransition end = bench.end(job);
      assertEquals(Outcome.BLOCKED, end.outcome());
      assertEquals(ReasonCode.GUARD_DENIED, end.reason().code());
      assertEquals(List.of(), bench.host.units.calls());
      assertEquals(DESKTOP, bench.engine.desired());
    }
  }

  @Test
  void canBeCalledOffWhileItWaits() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.engine.holds().add(hold(1, Hold.Kind.DELAY));
      TransitionJob job = waiting(bench, COMPUTE);
      bench.engine.cancel(job, Caller.DAEMON);
      FinishedTransition end = bench.end(job);
      assertEquals(Outcome.CANCELLED, end.outcome());
      assertEquals(List.of(), bench.host.units.calls());
      assertTrue(bench.told.lines.contains("done compute"));
    }
  }

  @Test
  void saysForWhomItWaitsAndHowLongAtMost() throws Exception {
    try (EngineBench bench = EngineBench.courteous("60min", "60min", FakeHost.inDesktop(1))) {
      bench.engine.holds().add(hold(1, Hold.Kind.DELAY));
      TransitionJob job = waiting(bench, COMPUTE);
      String delayed = job.view().waitsFor().what();
      assertTrue(
          delayed.matches("reaper \\(hold 1\\): recording, for 3[0-9]{3} s at most"), delayed);
      bench.engine.cancel(job, Caller.DAEMON);
      bench.end(job);
      bench.engine.holds().remove(1);
      TransitionJob told = waiting(bench, askedByRoot());
      String grace = told.view().waitsFor().what();
      assertTrue(
          grace.matches("those whose session ends, for 3[0-9]{3} s more"), grace);
      bench.engine.cancel(told, Caller.DAEMON);
      bench.end(told);
    }
  }

  @Test
  void goesOnWhenTheTimeOfDelaysIsOver() throws Exception {
    try (EngineBench bench =
        EngineBench.courteous("0s", "20ms", FakeHost.inDesktop(1))) {
      bench.engine.holds().add(hold(1, Hold.Kind.DELAY));
      assertEquals(Outcome.COMMITTED, bench.go(COMPUTE).outcome());
    }
  }

  @Test
  void waitsForPeopleWhoseSessionAnotherEnds() throws Exception {
    try (EngineBench bench =
        EngineBench.courteous("1min", "30s", FakeHost.inDesktop(1))) {
      assertEquals(
          Outcome.COMMITTED, bench.go(STUDIO).outcome(), "nobody loses anything by this one");
      assertEquals(Outcome.COMMITTED, bench.go(COMPUTE).outcome(), "alice asks for it herself");
      assertEquals(Outcome.COMMITTED, bench.go(DESKTOP).outcome());
      bench.host.logIn("alice", 1000);
      TransitionJob job = waiting(bench, askedByRoot());
      assertEquals(JobState.WAITING, job.view().state());
      assertEquals(List.of(), bench.host.sessions.terminated().stream().skip(1).toList());
      bench.engine.cancel(job, Caller.DAEMON);
      assertEquals(Outcome.CANCELLED, bench.end(job).outcome());
    }
  }

  @Test
  void endsAtOnceForABlockHoldThatComesMeanwhile() throws Exception {
    try (EngineBench bench = EngineBench.courteous("60min", "30s", FakeHost.inDesktop(1))) {
      TransitionJob job = waiting(bench, askedByRoot());
      bench.engine.holds().add(hold(1, Hold.Kind.BLOCK));
      FinishedTransition end = bench.end(job);
      assertEquals(Outcome.BLOCKED, end.outcome());
      assertEquals(ReasonCode.HELD, end.reason().code());
    }
  }

  @Test
  void delaysAShutdownWhileItActsAndNoLonger() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      CompletableFuture<List<String>> meanwhile = new CompletableFuture<>();
      bench.host.units.before(
          "stop desktop.target", () -> meanwhile.complete(bench.shutdown.inForce()));
      assertEquals(Outcome.COMMITTED, bench.go(COMPUTE).outcome());
      assertEquals(List.of("switch to compute"), meanwhile.get(60, TimeUnit.SECONDS));
      assertEquals(List.of(), bench.shutdown.inForce());
    }
  }

  @Test
  void switchesAlsoWhereNobodyDelaysAShutdown() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.shutdown.refuse();
      assertEquals(Outcome.COMMITTED, bench.go(COMPUTE).outcome());
    }
  }

  private static TransitionJob waiting(EngineBench bench, ModeName to) throws Exception {
    return waiting(bench, request(to));
  }

  /** A job that has come to wait for somebody. */
  private static TransitionJob waiting(EngineBench bench, TransitionRequest request) throws Exception {
    CompletableFuture<Void> waits = new CompletableFuture<>();
    bench.told.onWaiting = () -> waits.complete(null);
    TransitionJob job = bench.request(request);
    waits.get(60, TimeUnit.SECONDS);
    return job;
  }

  private static TransitionRequest askedByRoot() {
    return new TransitionRequest(
        new Operation.ModeSwitch(COMPUTE),
        Caller.DAEMON,
        "night run",
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Grant.ANYTHING);
  }

  private static Hold hold(long cookie, Hold.Kind kind) {
    return new Hold(
        cookie,
        Optional.of(COMPUTE),
        Hold.Direction.ENTER,
        kind,
        "reaper",
        "recording",
        new Caller(1000, ":1.7", Optional.empty()),
        Optional.empty(),
        Instant.EPOCH);
  }
}
