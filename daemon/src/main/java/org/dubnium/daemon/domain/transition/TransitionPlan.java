package org.dubnium.daemon.domain.transition;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.mode.ModeName;

/**
 * A way from the observed state to what an operation asks for, as data.
 *
 * @param from the mode that held when the plan was made; empty if it could not be told
 * @param unmetBefore clauses of that mode's contract that did not hold then: a rollback owes no more
 *     than there was
 * @param to the mode that is to hold once it is done
 * @param route the modes that are entered on the way, in order
 * @param ends what people lose by it; not what starts again by itself
 */
public record TransitionPlan(
    Optional<ModeName> from,
    Set<String> unmetBefore,
    ModeName to,
    List<ModeName> route,
    List<PlannedStep> steps,
    List<Ending> ends) {

  public TransitionPlan {
    unmetBefore = Set.copyOf(unmetBefore);
    route = List.copyOf(route);
    steps = List.copyOf(steps);
    ends = List.copyOf(ends);
  }
}
