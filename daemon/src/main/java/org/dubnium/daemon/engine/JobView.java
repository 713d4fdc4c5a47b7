package org.dubnium.daemon.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.transition.FinishedTransition;

/**
 * A job at one moment.
 *
 * @param from the mode that held when it began; empty for unknown, or if not yet observed
 * @param finished how it ended, once it has
 */
public record JobView(
    Optional<ModeName> from,
    JobState state,
    At at,
    Wait waitsFor,
    Instant startedAt,
    Optional<FinishedTransition> finished) {

  /**
   * The step under way.
   *
   * @param number from 1; 0 before the first
   * @param name {@code kind subject}; empty before the first
   */
  public record At(int number, int count, String name) {

    static final At START = new At(0, 0, "");
  }

  /**
   * What is awaited, for people, and who holds it up.
   *
   * @param what empty for nothing
   */
  public record Wait(String what, List<GpuHolder> holders) {

    static final Wait NOTHING = new Wait("", List.of());

    public Wait {
      holders = List.copyOf(holders);
    }
  }

  static JobView begun(Instant at) {
    return new JobView(
        Optional.empty(), JobState.OBSERVING, At.START, Wait.NOTHING, at, Optional.empty());
  }

  JobView from(Optional<ModeName> mode) {
    return new JobView(mode, state, at, waitsFor, startedAt, finished);
  }

  JobView in(JobState entered) {
    return new JobView(from, entered, at, Wait.NOTHING, startedAt, finished);
  }

  JobView at(At step) {
    return new JobView(from, state, step, Wait.NOTHING, startedAt, finished);
  }

  JobView waitingFor(Wait wait) {
    return new JobView(from, state, at, wait, startedAt, finished);
  }

  JobView finished(FinishedTransition end) {
    return new JobView(
        from, JobState.FINISHED, at, Wait.NOTHING, startedAt, Optional.of(end));
  }

  /** Share of the steps that are behind, 0 to 1. */
  public double progress() {
    if (finished.isPresent()) {
      return 1;
    }
    return at.count() == 0 ? 0 : Math.max(0, at.number() - 1) / (double) at.count();
  }
}
