package org.dubnium.daemon.guard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.Contract.GraphicsRule;
import org.dubnium.daemon.domain.mode.Contract.UnitClause;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.observation.TerminalJob;
import org.dubnium.daemon.domain.transition.Grant;
import org.dubnium.daemon.domain.transition.TransitionPlan.Ending;

/**
 * What a plan takes from people as the host is now: the units whose work it says it ends; the jobs of a
 * cluster that it says are requeued or cancelled; every session
 * of a person that a step ends, or that goes with its display manager; every service that is up and stops
 * with a step, unless a contract names it, since those are the modes' own; and the long-running jobs in
 * terminals, where their guard is to be passed by.
 *
 * @param ends as {@link Grant#ends} has them
 * @param jobs those that would end
 * @param jobsUpTo when the job began that began last, as {@link Grant#jobsUpTo} has it
 * @param holds block holds that stand against the plan, and are to be passed by
 */
public record Losses(Set<String> ends, List<TerminalJob> jobs, long jobsUpTo, List<Hold> holds) {

  private static final String SESSION = "session ";
  private static final String UNIT = "unit ";
  private static final String JOB = "job ";

  public Losses {
    ends = Set.copyOf(ends);
    jobs = List.copyOf(jobs);
    holds = List.copyOf(holds);
  }

  /** Unavailable if units or sessions are. */
  public static Reading<Losses> of(GuardInput input) {
    return input.effects().map(effects -> of(input, effects));
  }

  private static Losses of(GuardInput input, PlanEffects effects) {
    boolean passesJobs = input.asker().bypass().contains(GuardName.USER_JOBS);
    return new Losses(
        Stream.of(units(input), clusterJobs(input), others(input, effects), sessions(input, effects))
            .flatMap(ends -> ends)
            .collect(Collectors.toSet()),
        passesJobs ? UserJobs.ended(input, effects) : List.of(),
        passesJobs ? youngest(input) : 0,
        HoldsGuard.concerned(input).stream().filter(input.asker()::passes).toList());
  }

  private static Stream<String> units(GuardInput input) {
    return input.plan().ends().stream()
        .filter(end -> end.kind().equals(Ending.UNIT))
        .map(end -> UNIT + end.name());
  }

  private static Stream<String> clusterJobs(GuardInput input) {
    return input.plan().ends().stream()
        .filter(end -> end.kind().equals(Ending.JOB))
        .map(end -> JOB + end.name());
  }

  private static Stream<String> others(GuardInput input, PlanEffects effects) {
    Set<UnitName> own = new HashSet<>();
    for (Contract mode : input.policy().contracts().all()) {
      mode.unitsActive().stream().map(UnitClause::unit).forEach(own::add);
      own.addAll(mode.unitsInactive());
    }
    return effects.stoppedServices().filter(unit -> !own.contains(unit)).map(unit -> UNIT + unit);
  }

  private static Stream<String> sessions(GuardInput input, PlanEffects effects) {
    Stream<Session> seated =
        stopsDisplayManager(input, effects)
            ? effects.sessions().filter(session -> session.isGraphical() && !session.seat().isEmpty())
            : Stream.empty();
    return Stream.concat(effects.endedSessions().stream(), seated)
        .filter(Session::isUser)
        .map(session -> SESSION + session.id() + " of " + session.user());
  }

  /** What brings the sessions of a seat takes them with it, also those that the plan does not know. */
  private static boolean stopsDisplayManager(GuardInput input, PlanEffects effects) {
    return input.policy().contracts().all().stream()
        .filter(mode -> !mode.isOverlay() && mode.graphics() == GraphicsRule.REQUIRED)
        .flatMap(mode -> mode.unitsActive().stream())
        .anyMatch(clause -> effects.stopped().containsKey(clause.unit()));
  }

  /** Whether anybody loses a session. */
  public boolean endsSessions() {
    return ends.stream().anyMatch(end -> end.startsWith(SESSION));
  }

  /** Whoever passes by a guard that cannot tell which jobs run, passes by whatever runs. */
  private static long youngest(GuardInput input) {
    return switch (input.observation().terminalJobs()) {
      case Reading.Value<List<TerminalJob>>(List<TerminalJob> all) ->
          all.stream().mapToLong(job -> job.process().startTicks()).max().orElse(0);
      case Reading.Unavailable<List<TerminalJob>> _ -> Long.MAX_VALUE;
    };
  }

  /** Whether somebody loses a job whose guard would be passed by for it, beyond what was granted. */
  public boolean passesJobsBeyond(Grant grant) {
    return jobsBeyond(grant).findAny().isPresent();
  }

  /** What of this was not granted, for people; sorted, empty if all was. */
  public List<String> beyond(Grant grant) {
    List<String> more =
        new ArrayList<>(new TreeSet<>(ends).stream().filter(end -> !grant.endsToo(end)).toList());
    jobsBeyond(grant)
        .map(job -> "process %d (%s)".formatted(job.process().pid(), job.process().command()))
        .forEach(more::add);
    return more;
  }

  private Stream<TerminalJob> jobsBeyond(Grant grant) {
    return jobs.stream().filter(job -> !grant.endsJobBegunAt(job.process().startTicks()));
  }

  /** The grant of just this. */
  public Grant grant() {
    return new Grant(
        false,
        ends,
        jobsUpTo,
        holds.stream().map(Grant.PassedHold::of).collect(Collectors.toSet()));
  }
}
