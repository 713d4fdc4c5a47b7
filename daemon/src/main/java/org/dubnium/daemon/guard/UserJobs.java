package org.dubnium.daemon.guard;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.observation.TerminalJob;
import org.dubnium.daemon.domain.policy.Policy.UserJobPolicy;

/**
 * Denies if the plan ends something that somebody started in a terminal and that has run for long:
 * a training, a build, a copy. What the policy ignores is no job, nor are the parts of a desktop
 * that have the console for their terminal.
 */
final class UserJobs implements Guard {

  @Override
  public Verdict judge(GuardInput input) {
    Objections objections = new Objections();
    switch (input.effects()) {
      case Reading.Unavailable<PlanEffects>(String why) -> objections.cannotTell(why);
      case Reading.Value<PlanEffects>(PlanEffects effects) -> {
        if (!effects.endedSessions().isEmpty()) {
          judge(effects, input, objections);
        }
      }
    }
    return objections.verdict();
  }

  private static void judge(PlanEffects effects, GuardInput input, Objections objections) {
    if (input.observation().terminalJobs()
        instanceof Reading.Unavailable<List<TerminalJob>>(String why)) {
      objections.cannotTell(why);
    }
    ended(input, effects)
        .forEach(job -> deny(job, session(job.process(), effects.endedSessions()), objections));
  }

  /** The jobs that count and would end; none where they could not be read. */
  static List<TerminalJob> ended(GuardInput input, PlanEffects effects) {
    if (effects.endedSessions().isEmpty()) {
      return List.of();
    }
    return switch (input.observation().terminalJobs()) {
      case Reading.Unavailable<List<TerminalJob>> _ -> List.of();
      case Reading.Value<List<TerminalJob>>(List<TerminalJob> jobs) ->
          jobs.stream()
              .filter(job -> counts(job, input.policy().userJobs()))
              .filter(job -> effects.ends(job) && !isOfDesktop(job, effects))
              .toList();
    };
  }

  private static boolean isOfDesktop(TerminalJob job, PlanEffects effects) {
    return job.isOnConsole()
        && session(job.process(), effects.endedSessions())
            .filter(Session::isGraphical)
            .isPresent();
  }

  private static boolean counts(TerminalJob job, UserJobPolicy policy) {
    return job.age().compareTo(policy.minRuntime()) >= 0
        && !policy.ignore().contains(job.process().command());
  }

  /** The session that it is in; else, for one of a user's manager, one of that user's. */
  private static Optional<Session> session(ProcessInfo process, List<Session> ended) {
    return ended.stream()
        .filter(session -> process.session().equals(Optional.of(session.id())))
        .findFirst()
        .or(() -> ended.stream().filter(session -> session.uid() == process.uid()).findFirst());
  }

  private static void deny(TerminalJob job, Optional<Session> session, Objections objections) {
    ProcessInfo process = job.process();
    String user = session.map(Session::user).orElse("uid " + process.uid());
    String where = session.map(id -> ", in session " + id.id()).orElse("");
    Map<String, String> params = new LinkedHashMap<>();
    params.put("command", process.command());
    params.put("pid", Integer.toString(process.pid()));
    params.put("user", user);
    session.ifPresent(id -> params.put("session", id.id()));
    params.put("terminal", job.terminal());
    params.put("seconds", Long.toString(job.age().toSeconds()));
    objections.deny(
        "job-running",
        "%s (pid %d) of %s has run for %s on %s%s, which would end (let it finish, or end it)"
            .formatted(
                process.command(), process.pid(), user, words(job.age()), job.terminal(), where),
        params);
  }

  private static String words(Duration age) {
    if (age.toHours() > 0) {
      return age.toHours() + " h " + age.toMinutesPart() + " min";
    }
    return age.toMinutes() > 0 ? age.toMinutes() + " min" : age.toSeconds() + " s";
  }
}
