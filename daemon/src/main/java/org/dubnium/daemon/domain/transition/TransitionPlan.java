package org.dubnium.daemon.domain.transition;

import java.time.Duration;
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

  /** The step that selects a model; empty if none does. */
  public Optional<PlannedStep> selection() {
    return steps.stream().filter(step -> step.action() instanceof Step.SelectModel).findFirst();
  }

  /** Whether to select a model is all that is done. */
  public boolean onlySelects() {
    return steps.size() == 1 && selection().isPresent();
  }

  /**
   * A step with its way back.
   *
   * @param deadline longest time for the action
   * @param undo what restores the state that was observed before; empty if the action changes
   *     nothing, or nothing that can be brought back
   */
  public record PlannedStep(Step action, Duration deadline, Optional<Undo> undo) {

    /**
     * The way back.
     *
     * @param deadline longest time for it: to start what was stopped may take longer than to stop it
     */
    public record Undo(Step step, Duration deadline) {}
  }

  /**
   * Something that a plan ends.
   *
   * @param kind {@code session unit job}
   * @param name its id
   * @param detail for a person: whose it is, what it does
   */
  public record Ending(String kind, String name, String detail) {

    public static final String SESSION = "session";
    public static final String UNIT = "unit";

    /** Of the cluster that this machine is a node of. */
    public static final String JOB = "job";
  }
}
