package org.dubnium.daemon.adapter.systemd;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.client.Signal;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.daemon.adapter.BusAnswers;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.port.UnitJob.JobResult;
import org.dubnium.daemon.port.UnitJob;
import org.jspecify.annotations.Nullable;

/**
 * Asks systemd for jobs and awaits their results. Each job that was asked for gets one: systemd's;
 * or {@code ERROR}, if systemd refuses, does not answer, or knows the job no more without having told
 * its result, or if the bus is lost.
 */
final class SystemdJobs {

  /** systemd loads units and computes the transaction before it answers. */
  private static final Duration ANSWER = Duration.ofSeconds(25);

  private final BusClient bus;
  private final JobTracker tracker = new JobTracker();
  private final Executor later;

  /** Counts how often systemd came back; jobs that it named before may be gone untold. */
  private final AtomicInteger returns = new AtomicInteger();

  /**
   * @param grace how long a result may take to arrive after the job is known to be gone
   */
  SystemdJobs(BusClient bus, Duration grace) {
    this.bus = bus;
    this.later =
        CompletableFuture.delayedExecutor(
            grace.toNanos(), TimeUnit.NANOSECONDS, bus.executor());
  }

  /**
   * Asks for a job, with mode {@code replace}.
   *
   * @param method {@code StartUnit}, {@code RestartUnit} or {@code StopUnit}
   */
  UnitJob enqueue(String method, UnitName unit) {
    tracker.requested();
    int asked = returns.get();
    CompletableFuture<ObjectPath> job =
        bus.callAsync(Systemd.manager(method).with("ss", unit.value(), "replace").within(ANSWER))
            .thenApply(reply -> reply.path(0));
    CompletableFuture<JobResult> result = new CompletableFuture<>();
    var _ =
        job.whenComplete(
            (path, failure) -> {
              answered(path, failure, result);
              if (path != null && returns.get() != asked) {
                check(path);
              }
            });
    return new UnitJob() {
      @Override
      public CompletableFuture<JobResult> result() {
        return result.copy();
      }

      @Override
      public void cancel() {
        var _ = job.thenAccept(SystemdJobs.this::cancel);
      }
    };
  }

  /** Path and failure: one of the two is null. */
  private void answered(
      @Nullable ObjectPath job,
      @Nullable Throwable failure,
      CompletableFuture<JobResult> result) {
    if (job != null) {
      var _ = tracker.named(job).thenAccept(result::complete);
      return;
    }
    tracker.refused();
    Throwable cause = BusAnswers.cause(failure);
    result.complete(
        cause instanceof BusException refusal
            ? JobResults.ofError(refusal)
            : new JobResult(JobResult.Kind.ERROR, String.valueOf(cause)));
  }

  private void cancel(ObjectPath job) {
    var _ =
        bus.callAsync(
                new Request(Systemd.SERVICE, job.value(), Systemd.JOB, "Cancel")
                    .within(Systemd.PROMPT))
            .exceptionally(failure -> expectNothing(job, failure));
  }

  /** {@code JobRemoved(u id, o job, s unit, s result)}. */
  void removed(Signal signal) {
    tracker.removed(
        signal.arguments().path(1), JobResults.ofResult(signal.arguments().string(3)));
  }

  /** systemd was off the bus for a moment: results may have been told to nobody. */
  void recheck() {
    returns.incrementAndGet();
    tracker.awaited().forEach(this::check);
  }

  private void check(ObjectPath job) {
    var _ =
        bus.callAsync(Systemd.get(job, Systemd.JOB, "State"))
            .exceptionally(failure -> expectNothing(job, failure));
  }

  /** The bus is lost. */
  void lost(String why) {
    tracker.close(
        new JobResult(JobResult.Kind.ERROR, "cannot await the job: the bus is lost: " + why));
  }

  /** systemd does not know the job: its result is on the way to us, or lost. */
  private @Nullable Arguments expectNothing(ObjectPath job, Throwable failure) {
    later.execute(
        () ->
            tracker.removed(
                job,
                new JobResult(
                    JobResult.Kind.ERROR,
                    "cannot learn the result of " + job + ": " + failure.getMessage())));
    return null;
  }
}
