package org.dubnium.daemon.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.JobResult;
import org.dubnium.daemon.port.SessionMonitor;
import org.dubnium.daemon.port.UnitJob;
import org.dubnium.daemon.port.UnitManager;

/** Does one step, and then sees that it took effect. */
final class StepRunner {

  /** How long a look at the host may be late if no signal announces the change. */
  private static final Duration RECHECK = Duration.ofSeconds(1);

  private final UnitManager units;
  private final SessionMonitor sessions;
  private final HostChanges changes;
  private final GpuReleaseWait gpuRelease;
  private final ModeExpectation modes;

  StepRunner(
      UnitManager units,
      SessionMonitor sessions,
      HostChanges changes,
      GpuReleaseWait gpuRelease,
      ModeExpectation modes) {
    this.units = units;
    this.sessions = sessions;
    this.changes = changes;
    this.gpuRelease = gpuRelease;
    this.modes = modes;
  }

  /**
   * Does the step.
   *
   * @throws StepFailed if it did not take effect in time, or was called off
   */
  void run(Step step, Duration deadline, Cancellation cancellation, Waiting waiting)
      throws StepFailed {
    try {
      switch (step) {
        case Step.StartUnit(UnitName unit) -> {
          waiting.on("the start of " + unit, List.of());
          finish(unit, units.start(unit), deadline, cancellation);
          expect(unit, true);
        }
        case Step.StopUnit(UnitName unit) -> {
          waiting.on("the stop of " + unit, List.of());
          finish(unit, units.stop(unit), deadline, cancellation);
          expect(unit, false);
        }
        case Step.TerminateSession(String session, String user) -> {
          waiting.on("the end of session " + session + " of " + user, List.of());
          terminate(session, deadline, cancellation);
        }
        case Step.SetUnitProperties(UnitName unit, SliceSettings settings) ->
            setProperties(unit, settings);
        case Step.AwaitGpuRelease(List<String> gpus) ->
            gpuRelease.await(gpus, deadline, cancellation, waiting);
        case Step.AssertMode assertion ->
            modes.require(assertion.mode(), deadline, cancellation, waiting);
      }
    } catch (StepFailed failed) {
      throw new StepFailed(failed.reason().withStep(step));
    }
  }

  /**
   * Refuses to begin what would be done by half: a service that was masked a moment ago would stop
   * without what belongs to its stop. For the way forward alone; on the way back half is better than
   * nothing.
   */
  void requireWhole(Step step) throws StepFailed {
    if (!(step instanceof Step.StopUnit(UnitName unit))) {
      return;
    }
    boolean masked =
        units.read(Set.of(unit)) instanceof Reading.Value<Map<UnitName, UnitState>>(var read)
            && Optional.ofNullable(read.get(unit)).filter(UnitState::isMaskedWhileUp).isPresent();
    if (masked) {
      throw new StepFailed(
          Reason.of(
                  ReasonCode.UNIT_MASKED,
                  "cannot stop " + unit + " as it should be: it was masked while it runs, and systemd"
                      + " would leave out what belongs to its stop; unmask it: systemctl unmask "
                      + unit)
              .withJob(unit.value(), "masked")
              .withStep(step));
    }
  }

  private void finish(
      UnitName unit, UnitJob job, Duration deadline, Cancellation cancellation)
      throws StepFailed {
    try {
      if (!cancellation.await(job.result(), deadline)) {
        throw new StepFailed(
            Reason.of(
                    ReasonCode.JOB_TIMEOUT,
                    "cannot finish the job of " + unit + " within " + seconds(deadline)
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
    String kind = result.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    return Reason.of(
            code,
            "cannot finish the job of " + unit + ": " + result.detail()
                + "; see: systemctl status " + unit)
        .withJob(unit.value(), kind);
  }

  /** systemd said that the job is done; the unit must say so too. */
  private void expect(UnitName unit, boolean active) throws StepFailed {
    Reading<Optional<UnitState>> reading =
        units.read(Set.of(unit)).map(all -> Optional.ofNullable(all.get(unit)));
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

  private void terminate(String session, Duration time, Cancellation cancellation)
      throws StepFailed {
    Deadline deadline = Deadline.in(time);
    try {
      sessions.terminate(session);
    } catch (HostException refused) {
      throw new StepFailed(Reason.of(ReasonCode.SESSION_NOT_ENDED, refused.getMessage()));
    }
    while (true) {
      var change = changes.next();
      Reading<List<Session>> seen = sessions.sessions();
      if (seen instanceof Reading.Value<List<Session>>(List<Session> all)
          && all.stream().noneMatch(found -> found.id().equals(session) && !isOver(found))) {
        return;
      }
      if (deadline.isPast()) {
        throw new StepFailed(
            Reason.of(
                ReasonCode.SESSION_NOT_ENDED,
                "cannot end session " + session + " within " + seconds(time)
                    + "; see: loginctl session-status " + session));
      }
      Duration left = deadline.left();
      cancellation.await(change, left.compareTo(RECHECK) < 0 ? left : RECHECK);
    }
  }

  /**
   * A session that is logged out, though a process of it may linger: whether that one still holds a
   * GPU is for the release to say, and systemd ends it in its own time. Source:
   * org.freedesktop.login1(5), "State".
   */
  private static boolean isOver(Session session) {
    return session.state().equals("closing");
  }

  private void setProperties(UnitName unit, SliceSettings settings) throws StepFailed {
    try {
      units.setProperties(unit, settings);
    } catch (HostException refused) {
      throw new StepFailed(
          Reason.of(ReasonCode.PROPERTIES_FAILED, refused.getMessage())
              .withJob(unit.value(), "refused"));
    }
  }

  private static String seconds(Duration time) {
    return time.toSeconds() + " s";
  }
}
