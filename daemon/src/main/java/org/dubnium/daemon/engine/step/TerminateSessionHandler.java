package org.dubnium.daemon.engine.step;

import java.time.Duration;
import java.util.List;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.SessionMonitor;

/** Ends a logind session, and waits until it is over. */
final class TerminateSessionHandler implements StepHandler<Step.TerminateSession> {

  private final SessionMonitor sessions;
  private final ChangeSignal changes;

  TerminateSessionHandler(SessionMonitor sessions, ChangeSignal changes) {
    this.sessions = sessions;
    this.changes = changes;
  }

  @Override
  public void run(
      Step.TerminateSession step, Duration time, Cancellation cancellation, WaitListener waiting)
      throws StepFailed {
    String session = step.session();
    waiting.on("the end of session " + session + " of " + step.user(), List.of());
    try {
      sessions.terminate(session);
    } catch (HostException refused) {
      throw new StepFailed(Reason.of(ReasonCode.SESSION_NOT_ENDED, refused.getMessage()));
    }
    if (!isOver(
        session,
        changes.await(sessions::sessions, seen -> isOver(session, seen), time, cancellation))) {
      throw new StepFailed(
          Reason.of(
              ReasonCode.SESSION_NOT_ENDED,
              "cannot end session " + session + " within " + time.toSeconds() + " s"
                  + "; see: loginctl session-status " + session));
    }
  }

  /**
   * A session that is logged out is over, though a process of it may linger: whether that one still
   * holds a GPU is for the release to say, and systemd ends it in its own time. Source:
   * org.freedesktop.login1(5), "State".
   */
  private static boolean isOver(String session, Reading<List<Session>> seen) {
    return seen instanceof Reading.Value<List<Session>>(List<Session> all)
        && all.stream()
            .noneMatch(found -> found.id().equals(session) && !found.state().equals("closing"));
  }
}
