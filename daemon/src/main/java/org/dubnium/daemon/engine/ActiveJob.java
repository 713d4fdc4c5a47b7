package org.dubnium.daemon.engine;

import java.time.Instant;
import java.util.Optional;
import org.dubnium.daemon.domain.transition.TransitionId;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.jspecify.annotations.Nullable;

/** The one job that may run, within this process. */
final class ActiveJob {

  /** What became of a request. */
  sealed interface Admission {
    TransitionJob job();
  }

  /** The job is new, and its transition is the caller's to run. */
  record Begun(TransitionJob job) implements Admission {}

  /** The transition that runs already does what the request wants. */
  record Joined(TransitionJob job) implements Admission {}

  private final EngineListener listener;
  private long count;
  private @Nullable TransitionJob running;

  ActiveJob(EngineListener listener) {
    this.listener = listener;
  }

  synchronized Optional<TransitionJob> get() {
    return Optional.ofNullable(running);
  }

  /**
   * Takes a request for the one that runs, or joins it to that.
   *
   * @param at when it was asked for
   */
  synchronized Admission begin(TransitionId id, TransitionRequest request, Instant at)
      throws RequestRefused {
    TransitionJob current = running;
    if (current == null) {
      TransitionJob job =
          new TransitionJob(++count, id, request, at, listener::jobChanged);
      running = job;
      return new Begun(job);
    }
    if (current.request().operation().asksTheSame(request.operation())) {
      return new Joined(current);
    }
    throw new RequestRefused(
        RequestRefused.Kind.BUSY,
        "cannot begin: a "
            + current.request().operation().words()
            + " is under way (job "
            + current.number()
            + "); wait for it, or: mode cancel");
  }

  synchronized void end(TransitionJob job) {
    if (running == job) {
      running = null;
    }
  }
}
