package org.dubnium.daemon.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.port.TransitionLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a job the lock, its thread and its time, and takes them back when it is over. */
final class JobRunner {

  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  private final TransitionContext context;
  private final ActiveJob active;
  private final RepairGate repairs;
  private final Executor threads;
  private final ScheduledExecutorService timer;

  JobRunner(
      TransitionContext context,
      ActiveJob active,
      RepairGate repairs,
      Executor threads,
      ScheduledExecutorService timer) {
    this.context = context;
    this.active = active;
    this.repairs = repairs;
    this.threads = threads;
    this.timer = timer;
  }

  /**
   * Begins a transition. Returns once nobody else can change the host any more.
   *
   * @param transition from here to its outcome, on a thread of its own
   */
  void start(TransitionJob job, Supplier<FinishedTransition> transition)
      throws RequestRefused {
    TransitionLock.Held lock = takeOver(job);
    job.from(context.host().current().flatMap(seen -> seen.classification().mode()));
    context.host().transitionBegan();
    context.listener().jobNew(job);
    Optional<Future<?>> limit = job.request().timeout().map(time -> limit(job, time));
    threads.execute(
        () -> {
          FinishedTransition end;
          try (lock) {
            end = transition.get();
          } finally {
            limit.ifPresent(timed -> timed.cancel(false));
            giveUp(job);
          }
          job.finish(end);
          context.listener().jobRemoved(job);
        });
  }

  private Future<?> limit(TransitionJob job, Duration time) {
    Duration left = time.minus(Duration.between(job.view().startedAt(), context.clock().instant()));
    Reason late =
        Reason.of(
            ReasonCode.TIMED_OUT,
            "cannot finish within the " + time.toSeconds() + " s that the request allows");
    return timer.schedule(() -> job.cancel(late), left.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** From here on nobody else changes the host: no repair, and no other daemon. */
  private TransitionLock.Held takeOver(TransitionJob job) throws RequestRefused {
    if (!repairs.close()) {
      giveUp(job);
      throw new RequestRefused(
          RequestRefused.Kind.BUSY,
          "cannot begin: a repair does not let go; see: journalctl -u mode-controller.service");
    }
    return lock(job);
  }

  private void giveUp(TransitionJob job) {
    repairs.open();
    active.end(job);
  }

  private TransitionLock.Held lock(TransitionJob job) throws RequestRefused {
    try {
      Optional<TransitionLock.Held> held = context.ports().lock().acquire(job.id());
      if (held.isEmpty()) {
        giveUp(job);
        throw new RequestRefused(
            RequestRefused.Kind.BUSY,
            "cannot take the lock: another process holds it; see /run/mode-controller/lock");
      }
      held.get().takenOverFrom().ifPresent(dead -> LOG.warn("took over the lock of {}", dead));
      return held.get();
    } catch (IOException unwritable) {
      giveUp(job);
      throw new RequestRefused(
          RequestRefused.Kind.AUDIT_UNAVAILABLE,
          "cannot take the lock: " + unwritable.getMessage());
    }
  }
}
