package org.dubnium.daemon.adapter.nvml;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuEvent;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.port.GpuProbe;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads GPUs through NVML. The library is loaded at the first reading, and again whenever it was
 * missing or said that it must be initialised anew: a driver may be installed or updated while the
 * daemon runs. While it is loaded, NVML keeps the GPUs' device files open in this process, and so
 * keeps a laptop's GPU awake: {@link #glance} lets it go.
 */
public final class NvmlGpuProbe implements GpuProbe {

  private static final Logger LOG = LoggerFactory.getLogger(NvmlGpuProbe.class);

  /** How long a GPU that was found idle is left alone, so that it can fall asleep. */
  static final Duration LEFT_ALONE = Duration.ofMinutes(2);

  private final String libraryName;
  private final DriverFiles files;
  private final RuntimePower power;
  private final InstantSource clock;
  private final CallTrace trace;
  private final XidWatcher watcher;
  private final ContainedReader<GpuInventory> reader;

  /** Belongs to the reader's thread, as the next. */
  private @Nullable NvmlSession session;

  private int driverLoads;

  /** The last reading that was taken, for looks that take none. */
  private @Nullable GpuInventory lastRead;

  private Instant lastReadAt = Instant.MIN;

  /**
   * Makes a probe; nothing is loaded yet.
   *
   * @param libraryName path or soname of NVML, by default {@code libnvidia-ml.so.1}
   * @param proc where procfs is mounted
   * @param sys where sysfs is mounted
   * @param deadline how long a reading may take
   */
  public NvmlGpuProbe(
      String libraryName, Path proc, Path sys, Supplier<Duration> deadline, InstantSource clock) {
    this.libraryName = libraryName;
    this.files = new DriverFiles(proc);
    this.power = new RuntimePower(sys);
    this.clock = clock;
    this.trace = new CallTrace(clock);
    this.watcher = new XidWatcher(clock, trace);
    this.reader = new ContainedReader<>("nvml", this::readNow, trace, deadline);
  }

  @Override
  public Reading<GpuInventory> read() {
    return reader.read();
  }

  @Override
  public Reading<GpuInventory> glance() {
    return reader.read(this::glanceNow);
  }

  /**
   * Where all GPUs may sleep, NVML is closed. They are read only while they are awake, and after a
   * reading that found them idle not again for {@link #LEFT_ALONE}: a reading is a use, and would be
   * what keeps them awake.
   */
  private Reading<GpuInventory> glanceNow() {
    GpuInventory known = lastRead;
    if (known == null || !power.mayAllSleep(known)) {
      return readNow();
    }
    boolean leftAlone =
        isIdle(known) && clock.instant().isBefore(lastReadAt.plus(LEFT_ALONE));
    Reading<GpuInventory> reading =
        leftAlone || power.doAllSleep(known) ? Reading.of(asleep(known)) : readNow();
    endSession();
    return reading;
  }

  private static boolean isIdle(GpuInventory gpus) {
    return gpus.gpus().stream()
        .map(gpu -> gpu.telemetry().gpuUtilization())
        .noneMatch(load -> load instanceof Reading.Value<Integer>(Integer percent) && percent > 0);
  }

  private static GpuInventory asleep(GpuInventory known) {
    return new GpuInventory(
        known.driverVersion(),
        known.nvmlVersion(),
        known.driverLoads(),
        known.fit(),
        known.gpus().stream().map(gpu -> Gpu.asleep(gpu.identity())).toList());
  }

  @Override
  public void onEvent(Consumer<GpuEvent> listener) {
    watcher.add(listener);
    reader.start();
  }

  @Override
  public void onChange(Runnable listener) {
    watcher.addChange(listener);
  }

  private Reading<GpuInventory> readNow() {
    return session().flatMap(this::readNow);
  }

  private Reading<NvmlSession> session() {
    NvmlSession open = session;
    if (open != null) {
      return Reading.of(open);
    }
    Reading<NvmlSession> opened = NvmlSession.open(libraryName, files, trace);
    if (opened instanceof Reading.Value<NvmlSession>(NvmlSession made)) {
      LOG.info("reading GPUs through {}, driver {}", libraryName, made.driverVersion());
      session = made;
    }
    return opened;
  }

  private Reading<GpuInventory> readNow(NvmlSession open) {
    Reading<GpuInventory> reading = open.read(driverLoads);
    if (reading instanceof Reading.Value<GpuInventory>(GpuInventory read)) {
      lastRead = read;
      lastReadAt = clock.instant();
    }
    if (open.hasEnded()) {
      LOG.warn("NVML must be initialised anew; the next reading does so");
      driverLoads++;
      endSession();
    } else {
      watcher.watch(open.calls());
    }
    return reading;
  }

  private void endSession() {
    NvmlSession open = session;
    if (open == null) {
      return;
    }
    try {
      watcher.leave();
    } catch (InterruptedException interrupted) {
      // The library must stay loaded while the watcher's thread may be in it.
      Thread.currentThread().interrupt();
      return;
    }
    open.close();
    session = null;
  }

  /** Completes when no reading is under way. */
  CompletableFuture<Void> whenIdle() {
    return reader.whenIdle();
  }

  @Override
  public void close() {
    reader.close(this::endSession);
  }
}
