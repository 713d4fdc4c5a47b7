package org.dubnium.daemon.engine;

import static org.dubnium.daemon.engine.EngineBench.COMPUTE;
import static org.dubnium.daemon.engine.EngineBench.DESKTOP;
import static org.dubnium.daemon.engine.EngineBench.STUDIO;
import static org.dubnium.daemon.engine.EngineBench.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.fake.FakeHost;
import org.dubnium.daemon.fake.FakeProcess;
import org.dubnium.daemon.port.UnitJob.JobResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollbackTest {

  @ParameterizedTest
  @CsvSource({
    "compute.target, FAILED, JOB_FAILED",
    "compute.target, DEPENDENCY, JOB_FAILED",
    "compute.target, TIMEOUT, JOB_TIMEOUT",
    "vllm.service, FAILED, JOB_FAILED",
  })
  void restoresTheDesktopWhenAStartFails(String unit, JobResult.Kind result, ReasonCode code)
      throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.units.unit(unit).startEnds(result);
      FinishedTransition end = bench.go(COMPUTE);
      assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason().message());
      assertEquals(code, end.reason().code());
      assertEquals(Optional.of(unit), end.reason().unit());
      assertEquals(Optional.of(DESKTOP), end.last());
      assertEquals(Condition.SETTLED, end.condition());
      assertEquals(DESKTOP, bench.engine.desired());
      assertTrue(bench.host.units.unit("desktop.target").isActive());
      assertEquals(Optional.empty(), bench.journal.read());
    }
  }

  @Test
  void namesTheHolderThatDoesNotLetGo() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      FakeProcess game =
          bench.host.proc.start(
              "game",
              Optional.of("session-1.scope"),
              Optional.of("1"),
              org.dubnium.daemon.domain.observation.GpuProcess.Kind.GRAPHICS,
              java.util.Map.of("GPU-0", 1L << 30),
              java.util.Set.of());
      bench.host.proc.makeStubborn(game);
      FinishedTransition end = bench.go(COMPUTE);
      assertEquals(Outcome.ROLLED_BACK, end.outcome());
      assertEquals(ReasonCode.GPU_NOT_RELEASED, end.reason().code());
      GpuHolder holder = end.reason().holders().getFirst();
      assertEquals(game.info().pid(), holder.pid());
      assertEquals("game", holder.command());
      assertEquals(Optional.of("session-1.scope"), holder.unit());
      assertEquals(Optional.of("1"), holder.session());
    }
  }

  @Test
  void bringsTheDisplayManagerBackThatEndedWithItsSession() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.sessions.onClose(
          gone -> bench.host.units.unit("display-manager.service").inactive());
      bench.host.units.unit("desktop.target").stopEnds(JobResult.Kind.FAILED);
      FinishedTransition end = bench.go(COMPUTE);
      assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason().message());
      assertTrue(bench.host.units.unit("display-manager.service").isActive());
    }
  }

  /** Its stop takes the weights back; without that the desktop would be one in name only. */
  @Test
  void goesBackWhereAServiceWasMaskedThatIsToStop() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      assertEquals(Outcome.COMMITTED, bench.go(STUDIO).outcome());
      bench.host.units.before(
          "stop audio-priority.service",
          () -> bench.host.units.unit("studio-local-policy.service").masked());
      FinishedTransition end = bench.go(DESKTOP);
      assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason().message());
      assertEquals(ReasonCode.UNIT_MASKED, end.reason().code());
      assertEquals(Optional.of(STUDIO), end.last());
      assertTrue(bench.host.units.unit("audio-priority.service").isActive());
      assertFalse(
          bench.host.units.calls().contains("stop studio-local-policy.service"),
          "systemd is not even asked: it would do it by half");
    }
  }

  /** Half a stop is better than none, once it is the way back. */
  @Test
  void stopsAMaskedServiceOnTheWayBack() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.units.before(
          "start vllm.service",
          () -> bench.host.units.unit("vllm.service").activating().masked());
      FinishedTransition end = bench.go(COMPUTE);
      assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason().message());
      assertEquals(ReasonCode.UNIT_MASKED, end.reason().code());
      assertFalse(bench.host.units.unit("vllm.service").isActive());
      assertTrue(bench.host.units.unit("desktop.target").isActive());
    }
  }

  @Test
  void saysStrandedWhenTheDesktopDoesNotComeBack() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.units.unit("compute.target").startEnds(JobResult.Kind.FAILED);
      bench.host.units.unit("desktop.target").startEnds(JobResult.Kind.FAILED);
      FinishedTransition end = bench.go(COMPUTE);
      assertEquals(Outcome.STRANDED, end.outcome());
      assertEquals(ReasonCode.JOB_FAILED, end.reason().code());
      assertEquals(
          Condition.FAILED_TRANSITION,
          bench.engine.current().orElseThrow().classification().condition());
    }
  }

  @Test
  void callsOffWhatIsUnderWayAndUndoesIt() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.units.unit("vllm.service").held();
      bench.host.units.before(
          "stop compute.target", () -> bench.host.units.letGo("vllm.service"));
      TransitionJob job = bench.request(request(COMPUTE));
      bench.told.onWaiting =
          () -> {
            if (job.view().at().name().equals("start-unit compute.target")) {
              job.cancel(
                  org.dubnium.daemon.domain.transition.Reason.of(ReasonCode.CANCELLED, "enough"));
            }
          };
      bench.told.onWaiting.run();
      FinishedTransition end = bench.end(job);
      assertEquals(Outcome.CANCELLED, end.outcome(), end.reason().message());
      assertEquals(Optional.of(DESKTOP), end.last());
    }
  }

  @Test
  void endsWithItsTimeLimit() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.units.unit("vllm.service").held();
      bench.host.units.before(
          "stop compute.target", () -> bench.host.units.letGo("vllm.service"));
      FinishedTransition end =
          bench.end(
              bench.request(request(COMPUTE, Optional.of(Duration.ofMillis(50)))));
      assertEquals(ReasonCode.TIMED_OUT, end.reason().code());
      assertEquals(Outcome.CANCELLED, end.outcome());
    }
  }

  @Test
  void goesBackEvenWhenNothingCanBeRecordedAnyMore() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.units.before("start compute.target", () -> bench.audit.fullAfter(0));
      FinishedTransition end = bench.go(COMPUTE);
      assertEquals(Outcome.ROLLED_BACK, end.outcome());
      assertEquals(ReasonCode.AUDIT_UNAVAILABLE, end.reason().code());
      assertTrue(bench.host.units.unit("desktop.target").isActive());
      assertEquals(Optional.empty(), bench.journal.read(), "nobody goes on with what is over");
    }
  }

  @Test
  void putsAnEndThatCouldNotBeRecordedBeforeWhatIsRecordedNext() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.units.before("start compute.target", () -> bench.audit.fullAfter(0));
      FinishedTransition end = bench.go(COMPUTE);
      assertEquals(Outcome.BLOCKED, bench.go(COMPUTE).outcome(), "nothing is begun meanwhile");
      int before = bench.audit.entries().size();

      bench.audit.makeRoom();
      bench.go(STUDIO);

      assertEquals(AuditEntry.finished(end), bench.audit.entries().get(before));
      assertEquals(AuditEvent.REQUESTED, bench.audit.events().get(before + 1));
    }
  }

  @Test
  void owesNoMoreThanThereWas() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.units.unit("audio-priority.service").active();
      bench.host.units.unit("audio-priority.service").stopEnds(JobResult.Kind.FAILED);
      FinishedTransition end = bench.go(COMPUTE);
      assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason().message());
      assertEquals(Condition.DEGRADED, end.condition());
    }
  }

  @Test
  void undoesAnOverlayThatDoesNotStart() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.units.unit("audio-priority.service").startEnds(JobResult.Kind.FAILED);
      FinishedTransition end = bench.go(STUDIO);
      assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason().message());
      assertEquals(false, bench.host.units.unit("studio-local-policy.service").isActive());
    }
  }
}
