package org.dubnium.daemon.adapter.systemd;

import static org.dubnium.daemon.fake.Readings.value;
import static org.dubnium.daemon.fake.Readings.why;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.dubnium.bus.BusException;
import org.dubnium.bus.testing.PrivateBus;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Struct;
import org.dubnium.bus.wire.Variant;
import org.dubnium.daemon.domain.mode.CpuSet;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.UnitJob;
import org.dubnium.daemon.port.UnitJob.JobResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemdUnitManagerTest {

  private static final UnitName DESKTOP = new UnitName("desktop.target");
  private static final UnitName COMPUTE = new UnitName("compute.target");
  private static final UnitName DISPLAY = new UnitName("display-manager.service");
  private static final UnitName GDM = new UnitName("gdm.service");
  private static final UnitName AI = new UnitName("ai.slice");

  private final PrivateBus bus = PrivateBus.start();
  private final FakeSystemd systemd;
  private final SystemdUnitManager manager;

  SystemdUnitManagerTest() throws Exception {
    systemd = new FakeSystemd(bus.connect());
    manager = SystemdUnitManager.on(bus.connect());
  }

  @AfterEach
  void tearDown() throws Exception {
    bus.close();
  }

  @Test
  void readsWhatAUnitIs() {
    Map<String, Object> vllm = systemd.unit("vllm.service");
    vllm.put("LoadState", "loaded");
    vllm.put("ActiveState", "failed");
    vllm.put("SubState", "failed");
    vllm.put("UnitFileState", "enabled");
    vllm.put("Result", "exit-code");
    vllm.put("Job", Struct.of(7L, new ObjectPath("/org/freedesktop/systemd1/job/7")));
    systemd.exportJob(7);
    assertEquals(
        new UnitState(
            new UnitName("vllm.service"),
            "loaded",
            "failed",
            "failed",
            "enabled",
            "exit-code",
            Optional.of("restart"),
            Set.of(),
            Set.of(),
            Optional.empty()),
        read("vllm.service"));
  }

  @Test
  void aJobThatIsOverByTheTimeItIsAskedAboutIsNone() {
    systemd.unit("vllm.service")
        .put("Job", Struct.of(7L, new ObjectPath("/org/freedesktop/systemd1/job/7")));
    assertFalse(read("vllm.service").hasJob());
  }

  @Test
  void listsTheUnitsThatAreFailed() {
    systemd.unit("a.service").put("ActiveState", "failed");
    systemd.unit("b.service").put("ActiveState", "active");
    systemd.unit("c.mount").put("ActiveState", "failed");
    assertEquals(
        Set.of(new UnitName("a.service"), new UnitName("c.mount")), value(manager.failed()));
  }

  @Test
  void aUnitThatDoesNotExistIsNotFound() {
    systemd.unit("nothing.service").put("LoadState", "not-found");
    UnitState state = read("nothing.service");
    assertEquals("not-found", state.loadState());
    assertFalse(state.isLoadable());
    assertTrue(state.isDown());
  }

  @Test
  void readsTheSettingsOfSlices() {
    Map<String, Object> ai = systemd.unit("ai.slice");
    ai.put("CPUWeight", 900L);
    ai.put("AllowedCPUs", new byte[] {0x0f, 0x01});
    ai.put("RequiredBy", List.of("vllm.service"));
    UnitState state = read("ai.slice");
    assertEquals(
        Optional.of(new SliceSettings(900L, SliceSettings.UNSET, new CpuSet("0-3,8"))),
        state.slice());
    assertEquals(Set.of(), state.stopsWith());
  }

  @Test
  void followsWhatStopsWithAUnitAndWhatItsStartStops() {
    systemd.unit("compute.target").put("Conflicts", List.of("desktop.target", "shutdown.target"));
    systemd.unit("desktop.target").put("ConflictedBy", List.of("compute.target"));
    systemd.unit("desktop.target").put("ConsistsOf", List.of("a.service"));
    systemd.unit("a.service").put("BoundBy", List.of("b.service"));
    systemd.unit("b.service").put("RequiredBy", List.of("desktop.target"));
    var states = value(manager.read(Set.of(COMPUTE)));
    assertEquals(
        Set.of(COMPUTE, DESKTOP, new UnitName("a.service"), new UnitName("b.service")),
        states.keySet());
    assertEquals(
        Set.of(new UnitName("a.service"), new UnitName("b.service")),
        Objects.requireNonNull(states.get(DESKTOP)).stopsWith());
    assertEquals(Set.of(COMPUTE), Objects.requireNonNull(states.get(DESKTOP)).conflicts());
    assertEquals(
        Set.of(DESKTOP),
        Objects.requireNonNull(states.get(COMPUTE)).conflicts(),
        "no start stops shutdown.target");
  }

  @Test
  void aUnitThatWasAskedForByAnAliasCountsUnderBothNames() {
    systemd.unit("display-manager.service").put("Id", "gdm.service");
    systemd.unit("gdm.service");
    systemd.unit("desktop.target").put("ConsistsOf", List.of("gdm.service"));
    var states = value(manager.read(Set.of(DESKTOP, DISPLAY)));
    assertEquals(
        Set.of(DISPLAY, GDM), Objects.requireNonNull(states.get(DESKTOP)).stopsWith());
    assertEquals(Set.of(GDM), Objects.requireNonNull(states.get(DISPLAY)).stopsWith());
  }

  @Test
  void aJobEndsWithTheResultThatSystemdTells() {
    UnitJob job = manager.start(COMPUTE);
    systemd.removeJob(2, "failed");
    systemd.removeJob(1, "done");
    assertEquals(new JobResult(JobResult.Kind.DONE, "done"), job.result().join());
  }

  @Test
  void aJobMayBeOverBeforeItIsNamed() {
    systemd.enqueue =
        call -> {
          systemd.removeJob(1, "failed");
          return List.of(FakeSystemd.job(1));
        };
    assertEquals(JobResult.Kind.FAILED, manager.stop(COMPUTE).result().join().kind());
  }

  @ParameterizedTest
  @CsvSource({
    "done, DONE", "canceled, CANCELED", "timeout, TIMEOUT", "failed, FAILED",
    "dependency, DEPENDENCY", "skipped, SKIPPED", "assert, ERROR", "frobnicated, ERROR"
  })
  void knowsTheResultsOfJobs(String result, JobResult.Kind kind) {
    UnitJob job = manager.start(COMPUTE);
    systemd.removeJob(1, result);
    assertEquals(kind, job.result().join().kind());
  }

  @ParameterizedTest
  @CsvSource({
    "org.freedesktop.systemd1.NoSuchUnit, NOT_FOUND",
    "org.freedesktop.systemd1.UnitMasked, MASKED",
    "org.freedesktop.systemd1.TransactionIsDestructive, DESTRUCTIVE",
    "org.freedesktop.systemd1.LoadFailed, ERROR",
    "org.freedesktop.DBus.Error.AccessDenied, ERROR"
  })
  void knowsWhyAJobIsRefused(String error, JobResult.Kind kind) {
    systemd.enqueue =
        call -> {
          throw new BusException(error, "in systemd's words");
        };
    JobResult result = manager.start(COMPUTE).result().join();
    assertEquals(kind, result.kind());
    assertTrue(result.detail().endsWith("in systemd's words"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"StartUnit", "RestartUnit", "StopUnit"})
  void asksForTheJobWithModeReplace(String method) throws InterruptedException {
    var asked = new LinkedBlockingQueue<Arguments>();
    systemd.enqueue =
        call -> {
          asked.add(call.arguments());
          return List.of(FakeSystemd.job(1));
        };
    UnitJob job =
        switch (method) {
          case "StartUnit" -> manager.start(COMPUTE);
          case "RestartUnit" -> manager.restart(COMPUTE);
          default -> manager.stop(COMPUTE);
        };
    assertEquals(new Arguments(List.of("compute.target", "replace")), asked.take());
    assertEquals(method, systemd.asked.take());
    systemd.removeJob(1, "done");
    assertEquals(JobResult.Kind.DONE, job.result().join().kind());
  }

  @Test
  void aJobIsCancelledByItsPathAndTellsHowItEnded() throws InterruptedException {
    systemd.exportJob(1);
    UnitJob job = manager.start(COMPUTE);
    job.cancel();
    assertEquals("/org/freedesktop/systemd1/job/1", systemd.cancelled.take());
    systemd.removeJob(1, "canceled");
    assertEquals(JobResult.Kind.CANCELED, job.result().join().kind());
  }

  @Test
  void whenTheBusIsLostJobsEndInErrorsAndReadingsAreUnavailable() {
    systemd.unit("compute.target");
    UnitJob before = manager.start(COMPUTE);
    read("compute.target");
    bus.kill();
    assertEquals(JobResult.Kind.ERROR, before.result().join().kind());
    assertEquals(JobResult.Kind.ERROR, manager.start(COMPUTE).result().join().kind());
    assertTrue(
        why(manager.read(Set.of(COMPUTE))).startsWith("cannot read systemd's units: "));
    assertFalse(manager.isBooted().isAvailable());
    assertThrows(
        HostException.class,
        () -> manager.setProperties(AI, new SliceSettings(1L, null, null)));
  }

  @Test
  void setsPropertiesUntilTheNextBootAndLeavesTheRest() throws Exception {
    manager.setProperties(AI, new SliceSettings(SliceSettings.UNSET, null, new CpuSet("0,9")));
    Arguments set = systemd.propertiesSet.take();
    assertEquals("ai.slice", set.string(0));
    assertTrue(set.bool(1));
    List<Struct> properties = set.structs(2);
    assertEquals(Struct.of("CPUWeight", Variant.of("t", -1L)), properties.getFirst());
    assertEquals("AllowedCPUs", properties.getLast().values().string(0));
    assertArrayEquals(
        new byte[] {1, 2}, (byte[]) properties.getLast().values().variant(1).value());
    assertEquals(2, properties.size());
  }

  @Test
  void saysWhyPropertiesCannotBeSet() {
    HostException refused =
        assertThrows(
            HostException.class,
            () ->
                manager.setProperties(
                    new UnitName("refused.slice"), new SliceSettings(1L, null, null)));
    assertEquals(
        "cannot set properties of refused.slice: "
            + "org.freedesktop.systemd1.UnitMasked: Unit refused.slice is masked.",
        refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"initializing, false", "starting, false", "running, true", "degraded, true"})
  void tellsWhetherTheMachineIsUp(String state, boolean booted) {
    systemd.systemState = state;
    assertEquals(booted, value(manager.isBooted()));
  }

  @Test
  void aStateThatIsUnknownIsNotGuessed() {
    systemd.systemState = "unknown";
    assertFalse(manager.isBooted().isAvailable());
  }

  @Test
  void tellsOfChangesOfUnitsThatWereReadAndOfNoOthers() throws InterruptedException {
    systemd.unit("compute.target");
    systemd.unit("other.service");
    read("compute.target");
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch called = new CountDownLatch(1);
    manager.onChange(
        () -> {
          calls.incrementAndGet();
          called.countDown();
        });
    systemd.unit("other.service").put("ActiveState", "active");
    systemd.announce("other.service");
    systemd.unit("compute.target").put("ActiveState", "active");
    systemd.announce("compute.target");
    called.await();
    assertEquals(1, calls.get());
  }

  /** Or a look would be the cause of the next: systemd loads what is looked at, and announces that. */
  @Test
  void tellsNothingOfAUnitThatIsAnnouncedAsItWas() throws InterruptedException {
    systemd.unit("compute.target");
    systemd.unit("desktop.target");
    read("compute.target");
    read("desktop.target");
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch called = new CountDownLatch(1);
    manager.onChange(
        () -> {
          calls.incrementAndGet();
          called.countDown();
        });
    systemd.unit("compute.target").put("Conflicts", List.of("desktop.target", "other.target"));
    systemd.announce("compute.target");
    systemd.unit("desktop.target").put("ActiveState", "active");
    systemd.announce("desktop.target");
    called.await();
    assertEquals(1, calls.get());
  }

  @Test
  void tellsWhenAJobEnds() throws InterruptedException {
    CountDownLatch called = new CountDownLatch(1);
    manager.onChange(called::countDown);
    systemd.removeJob(77, "done");
    called.await();
  }

  @Test
  void aListenerThatBlocksHoldsUpNoResult() {
    CountDownLatch never = new CountDownLatch(1);
    manager.onChange(() -> awaitQuietly(never));
    systemd.removeJob(77, "done");
    UnitJob job = manager.start(COMPUTE);
    systemd.removeJob(1, "done");
    assertEquals(JobResult.Kind.DONE, job.result().join().kind());
    never.countDown();
  }

  @Test
  void withoutSystemdThereIsNoUnitManager() throws Exception {
    try (PrivateBus empty = PrivateBus.start()) {
      var client = empty.connect();
      HostException refused =
          assertThrows(HostException.class, () -> SystemdUnitManager.on(client));
      assertTrue(String.valueOf(refused.getMessage()).startsWith("cannot listen to systemd: "));
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private UnitState read(String unit) {
    UnitName name = new UnitName(unit);
    return Objects.requireNonNull(value(manager.read(Set.of(name))).get(name));
  }
}
