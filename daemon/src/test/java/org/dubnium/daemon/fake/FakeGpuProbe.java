package org.dubnium.daemon.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.dubnium.daemon.domain.observation.DriverFit;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuEvent;
import org.dubnium.daemon.domain.observation.GpuIdentity;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.GpuMemory;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.observation.GpuTelemetry;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.port.GpuProbe;
import org.jspecify.annotations.Nullable;

/** NVML without a driver: memory in use follows from the processes of a {@link FakeProcTable}. */
public final class FakeGpuProbe implements GpuProbe {

  public static final long MIB = 1L << 20;

  /** Closed: reads hang, which the real probe never does. */
  public final Gate gate = new Gate();

  private final FakeProcTable processes;
  private final List<GpuIdentity> gpus = new CopyOnWriteArrayList<>();
  private final Map<String, Long> residual = new ConcurrentHashMap<>();
  private final Map<String, String> brokenLists = new ConcurrentHashMap<>();
  private final List<Consumer<GpuEvent>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger reads = new AtomicInteger();
  private volatile long totalBytes = 24L << 30;
  private volatile @Nullable String broken;
  private final List<Runnable> changes = new CopyOnWriteArrayList<>();
  private volatile boolean unified;
  private volatile boolean asleep;
  private final AtomicInteger glances = new AtomicInteger();
  private volatile DriverFit fit = DriverFit.UNKNOWN;
  private volatile @Nullable Long recoveryAction;
  private final AtomicInteger driverLoads = new AtomicInteger();

  public FakeGpuProbe(FakeProcTable processes) {
    this.processes = processes;
  }

  /** Plugs one in, with UUID {@code GPU-<index>} and minor number {@code index}. */
  public String add(int index) {
    String uuid = "GPU-" + index;
    gpus.add(
        new GpuIdentity(
            index,
            uuid,
            "00000000:%02X:00.0".formatted(index + 1),
            "NVIDIA Fake " + index,
            Reading.of(index)));
    return uuid;
  }

  public void remove(String uuid) {
    gpus.removeIf(gpu -> gpu.uuid().equals(uuid));
  }

  /** Memory in use that no process accounts for. */
  public void residual(String uuid, long bytes) {
    residual.put(uuid, bytes);
  }

  public void totalBytes(long bytes) {
    totalBytes = bytes;
  }

  /** The process lists of one GPU cannot be read. */
  public void breakProcesses(String uuid, String why) {
    brokenLists.put(uuid, why);
  }

  /** Readings fail from now on; null: no longer. */
  public void breakReads(@Nullable String why) {
    broken = why;
  }

  public void fire(GpuEvent event) {
    listeners.forEach(listener -> listener.accept(event));
    changes.forEach(Runnable::run);
  }

  /** The memory of every GPU is the machine's from now on. */
  public void unifiedMemory() {
    unified = true;
  }

  /** Every GPU sleeps from now on, and is woken by readings alone. */
  public void asleep() {
    asleep = true;
  }

  /** How often it was looked at without need. */
  public int glances() {
    return glances.get();
  }

  /** What the driver says that every GPU needs; null: it does not tell. */
  public void recoveryAction(@Nullable Long action) {
    recoveryAction = action;
  }

  /** How programs that are started now fare with the driver. */
  public void driverFit(DriverFit now) {
    fit = now;
  }

  /** The driver was gone and is there again. */
  public void driverReloaded() {
    driverLoads.incrementAndGet();
  }

  /** How often it was read. */
  public int reads() {
    return reads.get();
  }

  @Override
  public Reading<GpuInventory> read() {
    reads.incrementAndGet();
    gate.pass();
    String why = broken;
    if (why != null) {
      return Reading.unavailable(why);
    }
    return Reading.of(
        new GpuInventory(
            "580.65.06", "13.580.65.06", driverLoads.get(), fit, gpus.stream().map(this::gpu).toList()));
  }

  @Override
  public Reading<GpuInventory> glance() {
    glances.incrementAndGet();
    return asleep
        ? Reading.of(
            new GpuInventory(
                "580.65.06", "13.580.65.06", driverLoads.get(), fit, gpus.stream().map(Gpu::asleep).toList()))
        : read();
  }

  @Override
  public void onEvent(Consumer<GpuEvent> listener) {
    listeners.add(listener);
  }

  @Override
  public void onChange(Runnable listener) {
    changes.add(listener);
  }

  @Override
  public void close() {}

  private Gpu gpu(GpuIdentity identity) {
    String uuid = identity.uuid();
    List<GpuProcess> holders = new ArrayList<>();
    long used = residual.getOrDefault(uuid, 0L);
    for (FakeProcess process : processes.all()) {
      Long bytes = process.gpuBytes().get(uuid);
      if (bytes != null) {
        used += bytes;
        holders.add(
            new GpuProcess(process.info().pid(), process.kind(), Reading.of(bytes)));
      }
    }
    String brokenList = brokenLists.get(uuid);
    return new Gpu(
        identity,
        false,
        Reading.of(
            unified
                ? new GpuMemory.Unified()
                : new GpuMemory.Dedicated(totalBytes, used, totalBytes - used, true)),
        brokenList == null ? Reading.of(holders) : Reading.unavailable(brokenList),
        telemetry());
  }

  private GpuTelemetry telemetry() {
    Long action = recoveryAction;
    return new GpuTelemetry(
          Reading.of(3),
          Reading.of(1),
          Reading.of(41),
          Reading.of(30_000),
          Reading.of(210),
          Reading.of(405),
          Reading.of(Set.of("gpu-idle")),
          Reading.unavailable("cannot read corrected ECC errors: NOT_SUPPORTED"),
          Reading.unavailable("cannot read uncorrected ECC errors: NOT_SUPPORTED"),
          Reading.of(true),
          Reading.of("default"),
          action == null
              ? Reading.unavailable("cannot read the recovery action: NOT_SUPPORTED")
              : Reading.of(action));
  }
}
