package org.dubnium.daemon.engine.step;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.port.UnitJob;
import org.dubnium.daemon.port.UnitJob.JobResult;
import org.dubnium.daemon.port.UnitManager;

/** Starts units, awaits systemd's jobs, and looks at what became of their units. */
final class UnitSteps {

  private UnitSteps() {}

  /**
   * Starts a unit, and waits for that. It is judged by an attempt that began after this was called: one that
   * was under way before may fail of what is mended by now, so that another is made if it does.
   */
  static void start(UnitName unit, UnitManager units, Deadline end, Cancellation cancellation)
      throws StepFailed {
    Optional<UnitState> before =
        read(unit, units) instanceof Reading.Value<Optional<UnitState>>(Optional<UnitState> state)
            ? state
            : Optional.empty();
    boolean underWay = before.filter(UnitState::isStarting).isPresent();
    if (underWay && comesUp(unit, units, end, cancellation)) {
      return;
    }
    boolean anew = underWay || before.filter(UnitState::awaitsRestart).isPresent();
    UnitJob job = anew ? units.restart(unit) : units.start(unit);
    finish(unit, job, end.left(), cancellation);
  }

  /** Whether the attempt that is under way ends well. */
  private static boolean comesUp(
      UnitName unit, UnitManager units, Deadline end, Cancellation cancellation)
      throws StepFailed {
    try {
      finish(unit, units.start(unit), end.left(), cancellation);
      return true;
    } catch (StepFailed failed) {
      if (failed.reason().isCalledOff() || end.isPast()) {
        throw failed;
      }
      return false;
    }
  }

  /** Waits for the end of a job; one that is late or called off is cancelled. */
  static void finish(UnitName unit, UnitJob job, Duration deadline, Cancellation cancellation)
      throws StepFailed {
    try {
      if (!cancellation.await(job.result(), deadline)) {
        throw new StepFailed(
            Reason.of(
                    ReasonCode.JOB_TIMEOUT,
                    "cannot finish the job of " + unit + " within " + Math.ceilDiv(deadline.toMillis(), 1000) + " s"
                        + "; see: systemctl status " + unit)
                .withJob(unit.value(), "timeout"));
      }
    } catch (StepFailed calledOff) {
      job.cancel();
      throw calledOff;
    }
    JobResult result = job.result().join();
    if (result.kind() != JobResult.Kind.DONE) {
      throw new StepFailed(failure(unit, result));
    }
  }

  private static Reason failure(UnitName unit, JobResult result) {
    ReasonCode code =
        switch (result.kind()) {
          case NOT_FOUND -> ReasonCode.UNIT_NOT_FOUND;
          case MASKED -> ReasonCode.UNIT_MASKED;
          case DESTRUCTIVE -> ReasonCode.TRANSACTION_DESTRUCTIVE;
          case TIMEOUT -> ReasonCode.JOB_TIMEOUT;
          case DONE, CANCELED, FAILED, DEPENDENCY, SKIPPED, ERROR -> ReasonCode.JOB_FAILED;
        };
    String kind = result.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return Reason.of(
            code,
            "cannot finish the job of " + unit + ": " + result.detail()
                + "; see: systemctl status " + unit)
        .withJob(unit.value(), kind);
  }

  /** systemd said that the job is done; the unit must say so too. */
  static void expect(UnitName unit, boolean active, UnitManager units) throws StepFailed {
    Reading<Optional<UnitState>> reading = read(unit, units);
    String seen =
        switch (reading) {
          case Reading.Value<Optional<UnitState>>(Optional<UnitState> state) ->
              state.map(UnitState::activeState).orElse("not there");
          case Reading.Unavailable<Optional<UnitState>>(String why) -> why;
        };
    boolean holds =
        reading instanceof Reading.Value<Optional<UnitState>>(Optional<UnitState> state)
            && state.map(found -> active ? found.isActive() : found.isDown()).orElse(!active);
    if (!holds) {
      throw new StepFailed(
          Reason.of(
                  ReasonCode.UNIT_NOT_ACTIVE,
                  "cannot find " + unit + (active ? " active" : " stopped")
                      + " after its job was done: " + seen + "; see: systemctl status " + unit)
              .withJob(unit.value(), "done"));
    }
  }

  static Reading<Optional<UnitState>> read(UnitName unit, UnitManager units) {
    return units.read(Set.of(unit)).map(all -> Optional.ofNullable(all.get(unit)));
  }
}
