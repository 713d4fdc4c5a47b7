package org.dubnium.daemon.reconcile;

import static org.dubnium.daemon.reconcile.ReconcileBench.COMPUTE;
import static org.dubnium.daemon.reconcile.ReconcileBench.DESKTOP;
import static org.dubnium.daemon.reconcile.ReconcileBench.STUDIO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.engine.TransitionJob;
import org.dubnium.daemon.port.UnitJob.JobResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconcilerTest {

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final String VLLM = "unitsActive:vllm.service";

  @Test
  void startsAUnitThatIsDownOnceItHasBeenForAWhile() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(COMPUTE)) {
      bench.host.units.unit("vllm.service").inactive();
      int before = bench.host.units.calls().size();
      assertEquals(Optional.of(FIRST), bench.reconcile());
      assertEquals("compute degraded", bench.mode());
      assertEquals("pending 0", bench.state(VLLM));
      assertEquals(List.of(), bench.callsSince(before));
      bench.pass(FIRST);
      bench.reconcile();
      assertEquals(List.of("start vllm.service"), bench.callsSince(before));
      assertEquals("compute settled", bench.mode());
      assertEquals("none", bench.state(VLLM));
      assertEquals(List.of("vllm.service begun 1", "vllm.service done 1"), bench.audited());
      assertTrue(bench.announcements.get() >= 2);
    }
  }

  @Test
  void isOnRecordBeforeItActs() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(COMPUTE)) {
      bench.host.units.fail("vllm.service", "exit-code");
      bench.host.units.before(
          "start vllm.service",
          () -> assertEquals(List.of("vllm.service begun 1"), bench.audited()));
      bench.reconcileThroughAllDelays();
      assertEquals("compute settled", bench.mode());
    }
  }

  @Test
  void repairsNothingThatCannotBePutOnRecord() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(COMPUTE)) {
      bench.host.units.unit("vllm.service").inactive();
      int before = bench.host.units.calls().size();
      bench.engineBench.audit.fullAfter(0);
      bench.reconcileThroughAllDelays();
      assertEquals(List.of(), bench.callsSince(before));
      assertEquals("pending 0", bench.state(VLLM));
      assertTrue(bench.message(VLLM).contains("No space left"), bench.message(VLLM));
      bench.engineBench.audit.makeRoom();
      bench.reconcileThroughAllDelays();
      assertEquals("compute settled", bench.mode());
    }
  }

  @Test
  void backsOffAndGivesUpAndIsIdleThen() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(COMPUTE)) {
      bench.host.units.unit("vllm.service").inactive().startEnds(JobResult.Kind.FAILED);
      int before = bench.host.units.calls().size();
      bench.reconcile();
      bench.pass(FIRST);
      bench.reconcile();
      assertEquals("backing-off 1", bench.state(VLLM));
      assertEquals(Optional.of(FIRST.multipliedBy(2)), bench.look());
      assertTrue(bench.message(VLLM).contains("vllm.service"), bench.message(VLLM));
      bench.reconcileThroughAllDelays();
      assertEquals(5, bench.callsSince(before).size());
      assertEquals("gave-up 5", bench.state(VLLM));
      assertEquals("vllm.service gave-up 5", bench.audited().getLast());
      assertEquals(Optional.empty(), bench.reconcile());
      assertEquals(11, bench.audited().size(), "each attempt twice, and the end once");
    }
  }

  @Test
  void beginsAnewOnceTheUnitIsSeenWell() throws Exception {
    try (ReconcileBench bench = gaveUp()) {
      bench.host.units.unit("vllm.service").startEnds(JobResult.Kind.DONE).active();
      bench.reconcile();
      assertEquals("compute settled", bench.mode());
      bench.host.units.unit("vllm.service").inactive();
      bench.reconcileThroughAllDelays();
      assertEquals("compute settled", bench.mode());
    }
  }

  @Test
  void beginsAnewAfterATransition() throws Exception {
    try (ReconcileBench bench = gaveUp()) {
      bench.host.units.unit("vllm.service").startEnds(JobResult.Kind.DONE);
      assertEquals(Outcome.COMMITTED, bench.go(COMPUTE).outcome());
      bench.host.units.unit("vllm.service").inactive();
      bench.reconcileThroughAllDelays();
      assertEquals("compute settled", bench.mode());
    }
  }

  @Test
  void beginsAnewWhenToldTo() throws Exception {
    try (ReconcileBench bench = gaveUp()) {
      bench.host.units.unit("vllm.service").startEnds(JobResult.Kind.DONE);
      bench.reconcileThroughAllDelays();
      assertEquals("compute degraded", bench.mode());
      bench.reconciler.forget();
      bench.reconcileThroughAllDelays();
      assertEquals("compute settled", bench.mode());
    }
  }

  private static ReconcileBench gaveUp() throws Exception {
    ReconcileBench bench = ReconcileBench.in(COMPUTE);
    bench.host.units.unit("vllm.service").inactive().startEnds(JobResult.Kind.FAILED);
    bench.reconcileThroughAllDelays();
    assertEquals("gave-up 5", bench.state(VLLM));
    return bench;
  }

  @Test
  void leavesToSystemdWhatItIsAtItself() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(COMPUTE)) {
      bench.host.units.unit("vllm.service").activating();
      int before = bench.host.units.calls().size();
      bench.reconcileThroughAllDelays();
      assertEquals("compute degraded", bench.mode());
      assertEquals("none", bench.state(VLLM));
      assertEquals(List.of(), bench.callsSince(before));
    }
  }

  @Test
  void leavesAloneWhatIsNotEnabled() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(COMPUTE)) {
      bench.host.units.unit("vllm.service").inactive().file("disabled");
      int before = bench.host.units.calls().size();
      bench.reconcileThroughAllDelays();
      assertEquals("compute settled", bench.mode());
      assertEquals(List.of(), bench.callsSince(before));
    }
  }

  @Test
  void leavesAMaskedUnitDownAndSaysSo() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(DESKTOP)) {
      bench.host.units.unit("display-manager.service").inactive().masked();
      int before = bench.host.units.calls().size();
      bench.reconcileThroughAllDelays();
      assertEquals("refused 0", bench.state("unitsActive:display-manager.service"));
      assertEquals(
          "cannot start display-manager.service: it is masked",
          bench.message("unitsActive:display-manager.service"));
      assertEquals(List.of(), bench.callsSince(before));
      assertEquals(1, bench.host.sessions.open().size());
      assertEquals(List.of(), bench.host.sessions.terminated());
    }
  }

  @Test
  void startsNothingThatWouldStopSomethingElse() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(DESKTOP)) {
      bench.host.units.unit("getty@tty1.service").active();
      bench
          .host
          .units
          .unit("display-manager.service")
          .inactive()
          .conflictsWith("getty@tty1.service");
      int before = bench.host.units.calls().size();
      bench.reconcileThroughAllDelays();
      assertEquals("refused 0", bench.state("unitsActive:display-manager.service"));
      assertEquals(List.of(), bench.callsSince(before));
    }
  }

  @Test
  void leavesUnitsUpThatTheModeWantsDownAndSlicesThatTheyMayHaveSet() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(DESKTOP)) {
      bench.host.units.unit("studio-local-policy.service").active();
      bench.host.units.unit("ai.slice").slice(new SliceSettings(20L, 20L, null));
      int before = bench.host.units.calls().size();
      bench.reconcileThroughAllDelays();
      assertEquals("desktop degraded", bench.mode());
      assertEquals(List.of(), bench.callsSince(before));
    }
  }

  @Test
  void putsASliceBack() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(COMPUTE)) {
      bench.host.units.unit("ai.slice").slice(new SliceSettings(7L, 400L, null));
      int before = bench.host.units.calls().size();
      bench.reconcile();
      assertEquals("pending 0", bench.state("slices:ai.slice:CPUWeight"));
      bench.reconcileThroughAllDelays();
      assertEquals(List.of("set ai.slice"), bench.callsSince(before));
      assertEquals("compute settled", bench.mode());
      assertEquals(List.of("ai.slice begun 1", "ai.slice done 1"), bench.audited());
    }
  }

  @Test
  void givesUpOnASliceThatSystemdRefusesToSet() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(COMPUTE)) {
      bench.host.units.refuseProperties("ai.slice");
      bench.host.units.unit("ai.slice").slice(new SliceSettings(7L, 400L, null));
      bench.reconcileThroughAllDelays();
      assertEquals("gave-up 5", bench.state("slices:ai.slice:CPUWeight"));
    }
  }

  @Test
  void completesAnOverlayThatIsHalfThere() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(STUDIO)) {
      bench.host.units.unit("audio-priority.service").inactive();
      bench.host.units.unit("ai.slice").slice(new SliceSettings(7L, 20L, null));
      int before = bench.host.units.calls().size();
      assertEquals("desktop degraded", bench.mode());
      bench.reconcile();
      assertEquals("pending 0", bench.state("overlay:studio-local"));
      bench.pass(FIRST);
      bench.reconcile();
      assertEquals(
          List.of("start audio-priority.service"),
          bench.callsSince(before),
          "weights come after the overlay's units, which may set them");
      bench.reconcileThroughAllDelays();
      assertEquals("set ai.slice", bench.callsSince(before).getLast());
      assertEquals("studio-local settled", bench.mode());
    }
  }

  @Test
  void doesNotEnterAnOverlayThatIsNotThere() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(STUDIO)) {
      bench.host.units.stop(new UnitName("studio-local-policy.service"));
      bench.host.units.unit("audio-priority.service").inactive();
      int before = bench.host.units.calls().size();
      bench.reconcileThroughAllDelays();
      assertEquals(List.of(), bench.callsSince(before));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"desktop.target", "compute.target"})
  void startsNoTarget(String up) throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(COMPUTE)) {
      bench.host.units.unit("compute.target").inactive();
      bench.host.units.unit("vllm.service").inactive();
      bench.host.units.unit(up.equals("desktop.target") ? up : "ssh.service").active();
      int before = bench.host.units.calls().size();
      bench.reconcileThroughAllDelays();
      assertEquals(List.of(), bench.callsSince(before));
    }
  }

  @Test
  void repairsNothingWhileATransitionRunsOrAfterOneThatFailed() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(DESKTOP)) {
      bench.host.units.unit("compute.target").held();
      CompletableFuture<Void> halfWay = bench.asked("start compute.target");
      TransitionJob job = bench.request(COMPUTE);
      halfWay.get(60, TimeUnit.SECONDS);
      bench.host.units.unit("ai.slice").slice(new SliceSettings(7L, 7L, null));
      bench.reconcileThroughAllDelays();
      assertEquals(List.of(), bench.audited());
      bench.host.units.unit("desktop.target").refuses(JobResult.Kind.DESTRUCTIVE);
      bench.host.units.before(
          "stop compute.target", () -> bench.host.units.letGo("compute.target"));
      bench.engineBench.engine.cancel(job, Caller.DAEMON);
      assertEquals(Outcome.STRANDED, job.end().get(60, TimeUnit.SECONDS).outcome());
      bench.reconcileThroughAllDelays();
      assertEquals(List.of(), bench.audited());
    }
  }

  @Test
  void aRequestInTheMiddleCallsTheRepairOff() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(COMPUTE)) {
      bench.host.units.unit("vllm.service").inactive().held();
      bench.reconcile();
      bench.pass(FIRST);
      CompletableFuture<Void> begun = bench.asked("start vllm.service");
      bench.look();
      begun.get(60, TimeUnit.SECONDS);
      assertEquals("repairing 1", bench.state(VLLM));
      TransitionJob job = bench.request(DESKTOP);
      bench.awaitRepairs();
      assertEquals(List.of("vllm.service begun 1", "vllm.service called-off 1"), bench.audited());
      bench.host.units.letGo("vllm.service");
      assertEquals(Outcome.COMMITTED, job.end().get(60, TimeUnit.SECONDS).outcome());
      assertEquals("desktop settled", bench.mode());
    }
  }
}
