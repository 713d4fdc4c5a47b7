package org.dubnium.daemon.guard;

import java.util.List;
import java.util.Map;
import org.dubnium.daemon.classify.Words;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.observation.Observation.Inhibitor;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.policy.Policy.SessionPolicy;

/**
 * Denies if the plan ends a person's session that the policy says must not be ended. A greeter's
 * session is nobody's.
 *
 * <p>An inhibitor counts if it blocks {@code shutdown}, which is how a program says that its work
 * must not be lost, and if the session's user took it. Locks on {@code sleep}, {@code idle} and the
 * {@code handle-…} keys do not: every desktop holds some, and a session's end is none of these. A
 * lock of mode {@code block-weak} may be passed over by root, so it does not count either. Where
 * the process table knows that the holder of the lock is in another session, that one is meant.
 */
final class SessionTerminable implements Guard {

  @Override
  public Verdict judge(GuardInput input) {
    Objections objections = new Objections();
    switch (input.effects()) {
      case Reading.Unavailable<PlanEffects>(String why) -> objections.cannotTell(why);
      case Reading.Value<PlanEffects>(PlanEffects effects) ->
          effects.endedSessions().stream()
              .filter(Session::isUser)
              .forEach(session -> judge(session, input, objections));
    }
    return objections.verdict();
  }

  private static void judge(Session session, GuardInput input, Objections objections) {
    SessionPolicy policy = input.policy().sessions();
    String name = Words.session(session);
    Map<String, String> params = Map.of("session", session.id(), "user", session.user());
    if (policy.users().contains(session.user())) {
      objections.deny(
          "session-protected",
          name + " must not be ended: sessions.neverEnd.users names its user (log it out by hand)",
          params);
    }
    if (policy.others() && isAnothers(session, input)) {
      objections.deny(
          "session-of-another",
          name + " is not of the user who asks (log it out by hand, or let root ask)",
          params);
    }
    if (policy.remote() && session.remote()) {
      objections.deny(
          "session-remote",
          name + " is remote and must not be ended (log it out by hand)",
          params);
    }
    if (policy.inhibited()) {
      judgeInhibitors(session, input, objections);
    }
  }

  /** Root asks for all. */
  private static boolean isAnothers(Session session, GuardInput input) {
    return input.asker().uid() != 0 && input.asker().uid() != session.uid();
  }

  private static void judgeInhibitors(Session session, GuardInput input, Objections objections) {
    switch (input.observation().inhibitors()) {
      case Reading.Unavailable<List<Inhibitor>>(String why) -> objections.cannotTell(why);
      case Reading.Value<List<Inhibitor>>(List<Inhibitor> inhibitors) ->
          inhibitors.stream()
              .filter(SessionTerminable::meansLossOfWork)
              .filter(inhibitor -> concerns(inhibitor, session, input))
              .forEach(inhibitor -> deny(inhibitor, session, objections));
    }
  }

  private static void deny(Inhibitor inhibitor, Session session, Objections objections) {
    objections.deny(
        "session-inhibited",
        "%s is held open by %s (pid %d): %s (let it finish, or end it)"
            .formatted(
                Words.session(session), inhibitor.who(), inhibitor.pid(), inhibitor.why()),
        Map.of(
            "session", session.id(),
            "user", session.user(),
            "who", inhibitor.who(),
            "why", inhibitor.why(),
            "pid", Integer.toString(inhibitor.pid())));
  }

  private static boolean meansLossOfWork(Inhibitor inhibitor) {
    return inhibitor.mode().equals("block")
        && List.of(inhibitor.what().split(":")).contains("shutdown");
  }

  private static boolean concerns(Inhibitor inhibitor, Session session, GuardInput input) {
    boolean elsewhere =
        input
            .process(inhibitor.pid())
            .flatMap(ProcessInfo::session)
            .filter(id -> !id.equals(session.id()))
            .isPresent();
    return inhibitor.uid() == session.uid() && !elsewhere;
  }
}
