package org.dubnium.daemon.adapter.nvml;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
 * daemon runs. While it is loaded, NVML keeps the GPUs' device files open in this process.
 */
public final class NvmlGpuProbe implements GpuProbe {

  private static final Logger LOG = LoggerFactory.getLogger(NvmlGpuProbe.class);

  private final String libraryName;
  private final DriverFiles files;
  private final CallTrace trace;
  private final XidWatcher watcher;
  private final ContainedReader<GpuInventory> reader;

  /** Belongs to the reader's thread, as the next. */
  private @Nullable NvmlSession session;

  private int driverLoads;

  /**
   * Makes a probe; nothing is loaded yet.
   *
   * @param libraryName path or soname of NVML, by default {@code libnvidia-ml.so.1}
   * @param proc where procfs is mounted
   * @param deadline how long a reading may take
   */
  public NvmlGpuProbe(
      String libraryName, Path proc, Supplier<Duration> deadline, InstantSource clock) {
    this.libraryName = libraryName;
    this.files = new DriverFiles(proc);
    this.trace = new CallTrace(clock);
    this.watcher = new XidWatcher(clock, trace);
    this.reader = new ContainedReader<>("nvml", this::readNow, trace, deadline);
  }

  @Override
  public Reading<GpuInventory> read() {
    return reader.read();
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
