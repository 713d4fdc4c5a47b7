package org.dubnium.daemon.observe;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dubnium.common.concurrent.DeadlineTimer;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the host. One observation is made at a time: whoever asks while one is being made shares
 * the next one with all others who ask meanwhile, since the one under way may have missed what they
 * did before they asked.
 */
public final class Observer implements AutoCloseable {

  /** How old telemetry may be. */
  private static final Duration RECENT = Duration.ofSeconds(1);

  private final InstantSource time;
  private final ExecutorService probeThreads;
  private final ExecutorService changeThread;
  private final Changes changes;
  private final Sweep sweep;
  private volatile Scope scope;
  private volatile boolean gpusMayRest;

  private final Object lock = new Object();
  private long sequence;
  private boolean nextIsAsked;
  private @Nullable CompletableFuture<Observation> underWay;
  private @Nullable CompletableFuture<Observation> next;
  private @Nullable RecentGpus recent;

  /** A reading of the GPUs, perhaps not there yet. */
  private record RecentGpus(Instant begunAt, CompletableFuture<Reading<GpuInventory>> reading) {}

  /**
   * @param time tells when observations are made
   */
  public Observer(Probes probes, Scope scope, InstantSource time) {
    this(probes, scope, time, DeadlineTimer.real());
  }

  Observer(Probes probes, Scope scope, InstantSource time, DeadlineTimer timer) {
    this.scope = scope;
    this.time = time;
    // Platform threads, as many as it takes: some may hang in the kernel, and none may be missed.
    this.probeThreads =
        Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("probe-", 0).factory());
    this.changeThread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("observe-changes").factory());
    this.changes = new Changes(changeThread);
    this.sweep = new Sweep(probes, probeThreads, timer);
    probes.units().onChange(changes::signal);
    probes.sessions().onChange(changes::signal);
  }

  /** From the next observation on, looks at this. A probe that hangs keeps its place. */
  public void look(Scope changed) {
    scope = changed;
  }

  /**
   * From now on GPUs are needed by nobody, or by somebody: looks that nobody asked for leave those
   * alone that may sleep, or do not.
   */
  public void letGpusRest(boolean rest) {
    gpusMayRest = rest;
  }

  /** The same as {@link #observe}, for a look that nobody asked for. */
  public Observation glance() {
    return observe(false);
  }

  /**
   * The host, as read after this call. Every reading is there, if need be as unavailable, within
   * four deadlines: two for an observation that is under way, since processes come after GPUs, and
   * two for this one.
   */
  public Observation observe() {
    return observe(true);
  }

  private Observation observe(boolean asked) {
    CompletableFuture<Observation> mine;
    synchronized (lock) {
      nextIsAsked |= asked;
      if (next == null) {
        next = new CompletableFuture<>();
      }
      mine = next;
      if (underWay == null) {
        beginNext();
      }
    }
    return mine.join();
  }

  /**
   * The GPUs, as read by whoever read them last, if that was begun within the last second. Those that
   * may rest and sleep are not woken for it.
   */
  public GpuSample gpus() {
    RecentGpus found;
    synchronized (lock) {
      Instant now = time.instant();
      found = recent;
      if (found == null || !isRecent(found, now)) {
        found = new RecentGpus(now, sweep.gpus(scope, gpusMayRest));
        recent = found;
      }
    }
    return new GpuSample(found.begunAt(), found.reading().join());
  }

  /**
   * Calls back whenever systemd or logind said that something changed: after the last of a burst of
   * signals, on a thread of its own, one call at a time. The listener may take its time.
   */
  public void onChange(Runnable listener) {
    changes.add(listener);
  }

  /** Ends all threads but those of probes that hang. */
  @Override
  public void close() {
    changeThread.shutdownNow();
    probeThreads.shutdownNow();
  }

  private static boolean isRecent(RecentGpus gpus, Instant now) {
    // A clock that was set back makes everything look recent that is not.
    return !now.isBefore(gpus.begunAt())
        && Duration.between(gpus.begunAt(), now).compareTo(RECENT) <= 0;
  }

  /** With the lock held. */
  private void beginNext() {
    CompletableFuture<Observation> begun = next;
    next = null;
    underWay = begun;
    if (begun != null) {
      Instant now = time.instant();
      sequence++;
      boolean glance = gpusMayRest && !nextIsAsked;
      nextIsAsked = false;
      var _ =
          sweep
              .begin(sequence, now, scope, glance)
              .whenComplete((made, failure) -> finish(begun, now, made, failure));
    }
  }

  /** One of the two is null. A failure is a bug: what could not be read is in the observation. */
  private void finish(
      CompletableFuture<Observation> asked,
      Instant begunAt,
      @Nullable Observation made,
      @Nullable Throwable failure) {
    synchronized (lock) {
      if (made != null && (recent == null || recent.begunAt().isBefore(begunAt))) {
        recent = new RecentGpus(begunAt, CompletableFuture.completedFuture(made.gpus()));
      }
      beginNext();
    }
    if (made != null) {
      asked.complete(made);
    } else {
      asked.completeExceptionally(Objects.requireNonNull(failure));
    }
  }
}
