package org.dubnium.daemon.reconcile;

import static org.dubnium.daemon.reconcile.ReconcileBench.COMPUTE;
import static org.dubnium.daemon.reconcile.ReconcileBench.DESKTOP;
import static org.dubnium.daemon.reconcile.ReconcileBench.STUDIO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.dubnium.daemon.classify.RepairTarget;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.log.RepairLog;
import org.dubnium.daemon.port.UnitJob.JobResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One repair: on a host that went on since it was found due, awaited, verified, told once. */
class RepairTest {

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final String VLLM = "unitsActive:vllm.service";

  private final Logger journald = (Logger) LoggerFactory.getLogger(RepairLog.class);
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();

  @BeforeEach
  void listen() {
    told.start();
    journald.addAppender(told);
  }

  @AfterEach
  void detach() {
    journald.detachAppender(told);
  }

  @Test
  void doesNothingIfTheUnitCameBackMeanwhile() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(COMPUTE)) {
      bench.host.units.unit("vllm.service").inactive();
      bench.beforeRepair = () -> bench.host.units.unit("vllm.service").active();
      int before = bench.host.units.calls().size();
      bench.reconcileThroughAllDelays();
      assertEquals(List.of(), bench.callsSince(before));
      assertEquals(List.of(), bench.audited());
      assertTrue(bench.ended.get() >= 1, "a repair that was not needed is over as well");
    }
  }

  @Test
  void doesNothingIfTheUnitWasMaskedMeanwhile() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(DESKTOP)) {
      bench.host.units.unit("display-manager.service").inactive();
      bench.beforeRepair = () -> bench.host.units.unit("display-manager.service").masked();
      int before = bench.host.units.calls().size();
      bench.reconcileThroughAllDelays();
      assertEquals(List.of(), bench.callsSince(before));
      assertEquals(List.of(), bench.audited());
      assertEquals("refused 0", bench.state("unitsActive:display-manager.service"));
      assertEquals(1, said("it is masked"), "once, not at every look: " + told.list);
    }
  }

  /** Two are due, and each gets its own: a demand is found again by its unit. */
  @Test
  void repairsTheUnitThatIsDueAndNoOther() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(COMPUTE)) {
      bench.host.units.unit("ai.slice").slice(new SliceSettings(7L, 7L, null));
      bench.host.units.unit("vllm.service").inactive();
      int before = bench.host.units.calls().size();
      bench.reconcileThroughAllDelays();
      assertEquals(
          List.of("set ai.slice", "start vllm.service"),
          bench.callsSince(before).stream().sorted().toList());
      assertEquals("compute settled", bench.mode());
    }
  }

  @Test
  void isDoneAsItsKeyWantsIt() throws Exception {
    AtomicInteger repairs = new AtomicInteger();
    Key key =
        new Key() {
          @Override
          public String text() {
            return "backup";
          }

          @Override
          public List<RepairTarget> demands(
              ModeName mode, Observation observation, Policy policy) {
            return List.of(
                new RepairTarget(
                    new UnitName("backup.service"),
                    List.of("backup"),
                    new RepairTarget.Start(),
                    repairs.get() == 0 ? RepairTarget.State.UNMET : RepairTarget.State.MET));
          }

          @Override
          public RepairOutcome repair(
              ModeName mode, RepairTarget demand, CompletableFuture<Void> calledOff) {
            repairs.incrementAndGet();
            return new RepairOutcome.Repaired();
          }
        };
    try (ReconcileBench bench = ReconcileBench.in(COMPUTE, key)) {
      bench.reconcileThroughAllDelays();
      assertEquals(1, repairs.get());
      assertEquals(List.of("backup.service begun 1", "backup.service done 1"), bench.audited());
    }
  }

  @Test
  void isVerifiedByTheHostAndNotBySystemdsWord() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(COMPUTE)) {
      bench
          .host
          .units
          .unit("vllm.service")
          .inactive()
          .onStart(() -> bench.host.units.unit("vllm.service").inactive());
      bench.reconcile();
      bench.pass(FIRST);
      bench.reconcile();
      assertEquals(List.of("vllm.service begun 1", "vllm.service failed 1"), bench.audited());
      bench.look();
      assertTrue(
          bench.message(VLLM).contains("cannot see " + VLLM + " hold"), bench.message(VLLM));
    }
  }

  /** Another demand that is met says nothing of this one. */
  @Test
  void isVerifiedByItsOwnUnit() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(STUDIO)) {
      bench
          .host
          .units
          .unit("audio-priority.service")
          .inactive()
          .startEnds(JobResult.Kind.DONE)
          .onStart(() -> bench.host.units.unit("audio-priority.service").inactive());
      bench.reconcile();
      bench.pass(FIRST);
      bench.reconcile();
      assertEquals("audio-priority.service failed 1", bench.audited().getLast());
    }
  }

  @Test
  void givesUpAtOnceWhatMovesTheHostAway() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(COMPUTE)) {
      bench
          .host
          .units
          .unit("vllm.service")
          .inactive()
          .onStart(
              () -> {
                bench.host.units.unit("compute.target").inactive();
                bench.host.units.unit("desktop.target").active();
                bench.host.units.unit("display-manager.service").active();
                bench.host.logIn("alice", 1000);
              });
      bench.reconcile();
      bench.pass(FIRST);
      bench.reconcile();
      assertEquals(
          List.of("vllm.service begun 1", "vllm.service failed 1", "vllm.service gave-up 1"),
          bench.audited());
      assertEquals(1, said("gave up after 1 attempts"), told.list.toString());
    }
  }

  @Test
  void isToldWhenNothingCanBePutOnRecordAndOnlyOnce() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(COMPUTE)) {
      bench.host.units.unit("vllm.service").inactive();
      bench.engineBench.audit.fullAfter(0);
      bench.reconcile();
      bench.pass(FIRST);
      bench.reconcile();
      bench.pass(FIRST.multipliedBy(4));
      bench.reconcile();
      assertEquals(1, said("No space left on device"), told.list.toString());
    }
  }

  @Test
  void isToldAsItEnds() throws Exception {
    try (ReconcileBench bench = ReconcileBench.in(DESKTOP)) {
      bench.host.units.unit("display-manager.service").inactive().startEnds(JobResult.Kind.FAILED);
      bench.reconcileThroughAllDelays();
      assertTrue(said("display-manager.service") >= 11, told.list.toString());
    }
  }

  private long said(String words) {
    return told.list.stream()
        .filter(event -> event.getFormattedMessage().contains(words))
        .count();
  }
}
