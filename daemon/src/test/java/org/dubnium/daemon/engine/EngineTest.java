package org.dubnium.daemon.engine;

import static org.dubnium.daemon.engine.EngineBench.COMPUTE;
import static org.dubnium.daemon.engine.EngineBench.DESKTOP;
import static org.dubnium.daemon.engine.EngineBench.STUDIO;
import static org.dubnium.daemon.engine.EngineBench.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.TransitionPlan.PlannedStep;
import org.dubnium.daemon.fake.FakeHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTest {

  @Test
  void goesRoundThreeTimes() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      for (int round = 0; round < 3; round++) {
        for (ModeName mode : List.of(STUDIO, DESKTOP, COMPUTE, DESKTOP)) {
          FinishedTransition end = bench.go(mode);
          assertEquals(Outcome.COMMITTED, end.outcome(), end.reason().message());
          assertEquals(Condition.SETTLED, end.condition());
          assertEquals(Optional.of(mode), end.last());
          assertEquals(mode, bench.engine.desired());
        }
      }
    }
  }

  @Test
  void goesBetweenStudioAndComputeThroughTheDesktop() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      for (ModeName mode : List.of(STUDIO, COMPUTE, STUDIO)) {
        FinishedTransition end = bench.go(mode);
        assertEquals(Outcome.COMMITTED, end.outcome(), end.reason().message());
      }
    }
  }

  @Test
  void doesNothingIfTheModeHoldsAlready() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      assertEquals(Outcome.UNCHANGED, bench.go(DESKTOP).outcome());
      assertEquals(List.of(), bench.host.units.calls());
      assertFalse(bench.told.lines.contains("prepare desktop"));
    }
  }

  @Test
  void putsEachStepOnRecordBeforeAndAfter() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.units.before(
          "stop desktop.target",
          () -> {
            assertEquals(
                "doing stop-unit desktop.target",
                lastStep(bench),
                "the audit log must know of a step before the host does");
            assertTrue(bench.journal.writes().size() > 1);
          });
      bench.go(COMPUTE);
      List<AuditEvent> events = bench.audit.events();
      assertEquals(
          List.of(AuditEvent.REQUESTED, AuditEvent.JUDGED, AuditEvent.PLANNED),
          events.subList(0, 3));
      assertTrue(
          bench.audit.entries().get(2).details().get("steps") instanceof List<?> steps
              && steps.getFirst() instanceof PlannedStep first
              && first.undo().isPresent(),
          "the way back must be on record before the first step");
      assertEquals(AuditEvent.FINISHED, events.getLast());
      assertEquals(Optional.empty(), bench.audit.entries().getLast().reason());
      assertEquals(Optional.empty(), bench.journal.read());
      assertFalse(bench.lock.isHeld());
    }
  }

  @Test
  void changesNothingThatItCannotPutOnRecord() throws Exception {
    for (int entries = 0; entries < 3; entries++) {
      try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
        bench.audit.fullAfter(entries);
        FinishedTransition end = bench.go(COMPUTE);
        assertEquals(Outcome.BLOCKED, end.outcome());
        assertEquals(ReasonCode.AUDIT_UNAVAILABLE, end.reason().code());
        assertEquals(List.of(), bench.host.units.calls());
        assertEquals(List.of(), bench.host.sessions.terminated());
      }
    }
  }

  @Test
  void changesNothingWithoutAJournal() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.journal.full(true);
      FinishedTransition end = bench.go(COMPUTE);
      assertEquals(Outcome.BLOCKED, end.outcome());
      assertEquals(List.of(), bench.host.units.calls());
    }
  }

  @Test
  void isBlockedByAGuardThatNamesTheCulprit() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.compute("train", "train.service", "GPU-0", 1L << 30);
      FinishedTransition end = bench.go(COMPUTE);
      assertEquals(Outcome.BLOCKED, end.outcome());
      assertEquals(ReasonCode.GUARD_DENIED, end.reason().code());
      assertTrue(end.reason().message().contains("train.service"), end.reason().message());
      assertEquals(List.of(), bench.host.units.calls());
      assertEquals(DESKTOP, bench.engine.desired());
    }
  }

  @Test
  void tellsAGuardThatCannotSayFromOneThatDenies() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.gpus.breakReads("cannot read the driver");
      FinishedTransition end = bench.go(COMPUTE);
      assertEquals(Outcome.BLOCKED, end.outcome());
      assertEquals(ReasonCode.GUARD_ERROR, end.reason().code());
    }
  }

  @Test
  void makesNoPlanWithoutAnObservation() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.sessions.breakReads("logind does not answer");
      FinishedTransition end = bench.go(COMPUTE);
      assertEquals(Outcome.BLOCKED, end.outcome());
      assertEquals(ReasonCode.OBSERVATION_UNAVAILABLE, end.reason().code());
    }
  }

  @Test
  void joinsTheTransitionThatLeadsToTheSameMode() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.units.unit("compute.target").held();
      TransitionJob first = bench.request(request(COMPUTE));
      assertSame(first, bench.request(request(COMPUTE)));
      RequestRefused busy =
          assertThrows(RequestRefused.class, () -> bench.request(request(STUDIO)));
      assertEquals(RequestRefused.Kind.BUSY, busy.kind());
      bench.engine.cancel(first, Caller.DAEMON);
      bench.host.units.letGo("compute.target");
      bench.end(first);
    }
  }

  @Test
  void refusesWhatDoesNotExistOrIsNotExpected() {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      assertEquals(
          RequestRefused.Kind.UNKNOWN_MODE,
          assertThrows(RequestRefused.class, () -> bench.go(new ModeName("gaming"))).kind());
      var expecting =
          new org.dubnium.daemon.domain.transition.TransitionRequest(
              new Operation.ModeSwitch(COMPUTE),
              request(COMPUTE).caller(),
              "",
              Set.of(),
              Optional.empty(),
              Optional.of(STUDIO));
      assertEquals(
          RequestRefused.Kind.UNEXPECTED_CURRENT,
          assertThrows(RequestRefused.class, () -> bench.request(expecting)).kind());
    }
  }

  @Test
  void refusesWhileAnotherProcessHasTheLock() {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.lock.takeElsewhere();
      assertEquals(
          RequestRefused.Kind.BUSY,
          assertThrows(RequestRefused.class, () -> bench.go(COMPUTE)).kind());
      assertTrue(bench.engine.activeJob().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"desktop", "studio-local", "compute"})
  void explainsWithoutTouchingAnything(String mode) throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      Explanation explained = bench.engine.explain(new Operation.ModeSwitch(new ModeName(mode)), Asker.ROOT, Optional.empty());
      assertEquals(Optional.of(DESKTOP), explained.plan().from());
      assertEquals(mode.equals("desktop"), explained.reached());
      assertEquals(mode.equals("compute"), explained.isDisruptive());
      assertEquals(List.of(), bench.host.units.calls());
      assertEquals(List.of(), bench.audit.entries());
      assertFalse(bench.lock.isHeld());
    }
  }

  @Test
  void judgesOnDemandAndLeavesTheVerdictsForOthers() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.compute("train", "train.service", "GPU-0", 1L << 30);
      List<GuardVerdict> verdicts = bench.engine.evaluateGuards(new Operation.ModeSwitch(COMPUTE), Asker.ROOT);
      assertTrue(verdicts.stream().anyMatch(GuardVerdict::blocks));
      assertEquals(Optional.of(verdicts), bench.files.judged());
      assertEquals(List.of(), bench.audit.entries());
    }
  }

  @Test
  void explainsNothingThatDoesNotExistOrIsNotExpected() {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      RequestRefused unknown =
          assertThrows(
              RequestRefused.class,
              () ->
                  bench.engine.explain(new Operation.ModeSwitch(new ModeName("gaming")), Asker.ROOT, Optional.empty()));
      assertEquals(RequestRefused.Kind.UNKNOWN_MODE, unknown.kind());
      assertTrue(
          String.valueOf(unknown.getMessage()).contains("there are: compute, desktop, studio-local")
              || String.valueOf(unknown.getMessage()).contains("desktop, "),
          "those that there are, are named: " + unknown.getMessage());
      assertEquals(
          RequestRefused.Kind.UNEXPECTED_CURRENT,
          assertThrows(
                  RequestRefused.class,
                  () -> bench.engine.explain(new Operation.ModeSwitch(COMPUTE), Asker.ROOT, Optional.of(STUDIO)))
              .kind());
    }
  }

  @Test
  void saysWhoCalledItOff() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.units.unit("compute.target").held();
      TransitionJob job = bench.request(request(COMPUTE));
      bench.engine.cancel(job, new Caller(1001, ":1.9", Optional.of("session-5.scope")));
      bench.host.units.letGo("compute.target");
      assertEquals(
          "called off by uid 1001 in session-5.scope", bench.end(job).reason().message());
      RequestRefused late =
          assertThrows(RequestRefused.class, () -> bench.engine.cancel(job, Caller.DAEMON));
      assertEquals(RequestRefused.Kind.NOT_CANCELLABLE, late.kind());
      assertEquals("cannot cancel job 1: it is finished", late.getMessage());
    }
  }

  @Test
  void disarmsItsTimeLimitWhenItIsOver() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.units.unit("compute.target").held();
      TransitionJob job = bench.request(request(COMPUTE, Optional.of(Duration.ofHours(1))));
      assertEquals(1, bench.armed());
      bench.host.units.letGo("compute.target");
      bench.engine.cancel(job, Caller.DAEMON);
      bench.end(job);
      assertEquals(0, bench.armed());
    }
  }

  @Test
  void canBeAskedAgainAfterALockThatCouldNotBeTaken() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.lock.makeUnwritable();
      RequestRefused refused =
          assertThrows(RequestRefused.class, () -> bench.go(COMPUTE));
      assertEquals(RequestRefused.Kind.AUDIT_UNAVAILABLE, refused.kind());
      assertTrue(bench.engine.activeJob().isEmpty());
      assertTrue(bench.engine.repair(calledOff -> {}), "repairs go on meanwhile");
    }
  }

  @Test
  void repairsNothingWhileATransitionRuns() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.units.unit("compute.target").held();
      TransitionJob job = bench.request(request(COMPUTE));
      assertFalse(bench.engine.repair(calledOff -> {}));
      bench.engine.cancel(job, Caller.DAEMON);
      bench.host.units.letGo("compute.target");
      bench.end(job);
      assertTrue(bench.engine.repair(calledOff -> {}));
    }
  }

  private static String lastStep(EngineBench bench) {
    return bench.audit.entries().stream()
        .filter(entry -> entry.event() == AuditEvent.STEP)
        .map(
            entry ->
                entry.details().get("status")
                    + " "
                    + entry.details().get("kind")
                    + " "
                    + entry.details().get("subject"))
        .reduce("none", (before, last) -> last);
  }
}
