package org.dubnium.daemon.observe;

import static org.dubnium.daemon.fake.Readings.value;
import static org.dubnium.daemon.fake.Readings.why;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.dubnium.daemon.domain.cluster.ClusterJobs;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Observation.PathState;
import org.dubnium.daemon.domain.observation.Observation.ServerLoad;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.fake.FakeClusterNode;
import org.dubnium.daemon.fake.FakeHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObserverTest {

  private static final UnitName SERVER = new UnitName("vllm.service");
  private static final UnitName DESKTOP = new UnitName("desktop.target");

  private final FakeHost host = FakeHost.inDesktop(1);
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final InstantSource time = now::get;
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final Probes probes =
      new Probes(
          host.units,
          host.sessions,
          host.gpus,
          host.proc,
          host.audio,
          host.models,
          host.server,
          host.cluster);
  private final Observer observer =
      new Observer(
          probes,
          new Scope(Set.of(DESKTOP), Set.of("/srv"), Duration.ofSeconds(2)),
          time,
          new ManualTimer());

  @Test
  void theModelIsLookedAtOnlyWhereItIsServed() {
    observer.look(new Scope(Set.of(SERVER), Set.of(), Duration.ofSeconds(2)));
    host.units.unit("vllm.service").file("disabled");
    assertEquals(
        Reading.unavailable(
            "the model was not looked at: vllm.service is not enabled, or not the packaged one"),
        observer.observe().model());
    assertEquals(0, host.models.reads());
    host.units.unit("vllm.service").file("enabled");
    assertTrue(observer.observe().model().isAvailable());
  }

  @Test
  void jobsAreLookedAtOnlyWhileTheMachineIsANode() {
    host.inCluster();
    observer.look(new Scope(Set.of(ClusterJobs.UNIT), Set.of(), Duration.ofSeconds(2)));
    host.cluster.set(FakeClusterNode.job(7));
    assertEquals(
        Reading.unavailable("the cluster has no jobs here: slurm-node.service is not active"),
        observer.observe().clusterJobs());
    host.units.unit("slurm-node.service").active();
    assertEquals(
        Reading.of(FakeClusterNode.of(FakeClusterNode.job(7))), observer.observe().clusterJobs());
  }

  @Test
  void requestsAreCountedOnlyWhileTheServerIsUp() {
    observer.look(new Scope(Set.of(SERVER), Set.of(), Duration.ofSeconds(2)));
    host.server.set(Reading.of(new ServerLoad(2, 0)));
    assertFalse(observer.observe().serverLoad().isAvailable());
    host.units.unit("vllm.service").active();
    assertEquals(Reading.of(new ServerLoad(2, 0)), observer.observe().serverLoad());
  }

  @AfterEach
  void tearDown() {
    host.units.gate.open();
    host.gpus.gate.open();
    host.proc.gate.open();
    host.proc.pathGate.open();
    callers.close();
    observer.close();
  }

  @Test
  void readsEverything() {
    Observation seen = observer.observe();
    assertEquals(1, seen.sequence());
    assertEquals(now.get(), seen.at());
    assertTrue(value(seen.unit(DESKTOP)).isActive());
    assertEquals("alice", value(seen.sessions()).getFirst().user());
    assertEquals(List.of(), value(seen.inhibitors()));
    assertTrue(value(seen.audio()).isIdle());
    assertTrue(seen.memory().isAvailable());
    assertTrue(seen.load().isAvailable());
    assertTrue(value(srv(seen)).exists());
    assertEquals(2, observer.observe().sequence());
  }

  @Test
  void namesTheProcessesThatTheGpusShow() {
    var stray =
        host.proc.start(
            "train",
            Optional.of("job.service"),
            Optional.empty(),
            GpuProcess.Kind.COMPUTE,
            Map.of("GPU-0", 1L),
            Set.of());
    Observation seen = observer.observe();
    assertEquals(
        "train",
        value(seen.processes())
            .find(stray.info().pid())
            .map(ProcessInfo::command)
            .orElseThrow());
  }

  @Test
  void withoutGpusTheDeviceHoldersAreReadAllTheSame() {
    host.gpus.breakReads("no driver");
    Observation seen = observer.observe();
    assertEquals("no driver", why(seen.gpus()));
    assertFalse(value(seen.processes()).deviceHolders().isEmpty());
  }

  @Test
  void aPathThatHangsHoldsUpNobodyForLong() {
    host.proc.pathGate.close();
    Scope impatient = new Scope(Set.of(), Set.of("/srv"), Duration.ofMillis(100));
    try (Observer other = new Observer(probes, impatient, time)) {
      assertEquals(
          "reading /srv timed out after 0.1 s", why(srv(other.observe())));
      assertEquals(
          "reading /srv timed out after 0.1 s, and has not returned since",
          why(srv(other.observe())));
    }
  }

  @Test
  void whoAsksWhileAnObservationIsMadeSharesTheNextOne() throws InterruptedException {
    host.units.gate.close();
    CompletableFuture<Observation> first = looking();
    host.units.gate.awaitCaught();
    host.units.unit("desktop.target").inactive();
    CountDownLatch asked = new CountDownLatch(2);
    CompletableFuture<Observation> second = looking(asked);
    CompletableFuture<Observation> third = looking(asked);
    asked.await();
    host.units.gate.open();
    assertEquals(1, first.join().sequence());
    UnitState after = value(second.join().unit(DESKTOP));
    assertFalse(after.isActive());
    assertTrue(second.join().sequence() > 1);
    assertTrue(third.join().sequence() > 1);
  }

  @Test
  void looksAtWhatItIsToldTo() {
    observer.look(new Scope(Set.of(), Set.of("/var"), Duration.ofSeconds(2)));
    Observation seen = observer.observe();
    assertEquals(Set.of("/var"), seen.paths().keySet());
    assertFalse(seen.unit(DESKTOP).isAvailable());
  }

  @Test
  void telemetryIsReadAgainAfterASecond() {
    Observation seen = observer.observe();
    int reads = host.gpus.reads();
    assertSame(seen.gpus(), observer.gpus().reading());
    now.set(now.get().plusMillis(1000));
    assertSame(seen.gpus(), observer.gpus().reading());
    now.set(now.get().plusMillis(1));
    var newer = observer.gpus();
    assertEquals(newer, observer.gpus());
    assertEquals(reads + 1, host.gpus.reads());
    now.set(now.get().minusSeconds(3600));
    assertTrue(observer.gpus().reading().isAvailable());
    assertEquals(reads + 2, host.gpus.reads());
  }

  @Test
  void tellsThatUnitsOrSessionsChanged() throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    observer.onChange(told::countDown);
    host.sessions.close("1");
    told.await();
    CountDownLatch toldAgain = new CountDownLatch(1);
    observer.onChange(toldAgain::countDown);
    host.units.changed();
    toldAgain.await();
  }

  private static Reading<PathState> srv(Observation seen) {
    return Objects.requireNonNull(seen.paths().get("/srv"));
  }

  private CompletableFuture<Observation> looking() {
    return looking(new CountDownLatch(1));
  }

  private CompletableFuture<Observation> looking(CountDownLatch asked) {
    return CompletableFuture.supplyAsync(
        () -> {
          asked.countDown();
          return observer.observe();
        },
        callers);
  }
}
