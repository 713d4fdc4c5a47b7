package org.dubnium.fleet.pod.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.pod.PodCandidate;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.Spent;
import org.dubnium.fleet.pod.store.AppliedDeclaration;

/**
 * A declaration, as the configuration has it and as it is in force.
 *
 * @param declared empty if the configuration does not have it any longer
 * @param applied empty if it was never applied, or everything was destroyed since
 * @param firstApplied since when its total counts
 * @param hold why nothing is created or started for it now; empty if it may be
 * @param alternatives what could be rented in place of what is declared, if that cannot be had
 * @param usualStart how long its pods take until they are ready; empty if nobody knows
 */
public record DeclarationStatus(
    String name,
    Optional<PodDeclaration> declared,
    Optional<AppliedDeclaration> applied,
    Optional<Instant> firstApplied,
    Optional<String> hold,
    List<PodCandidate> alternatives,
    Optional<Duration> usualStart,
    Spent spent) {

  /** How what is declared and what is in force compare. */
  public enum State {
    /** Declared, and nobody has applied it: nothing is created. */
    NOT_APPLIED,
    /** What is declared is in force. */
    APPLIED,
    /** What was applied is in force, and something else is declared by now. */
    CHANGED,
    /** It was applied, and is not declared any longer: its pods are left as they are. */
    UNDECLARED
  }

  public DeclarationStatus {
    alternatives = List.copyOf(alternatives);
  }

  public State state() {
    if (declared.isEmpty()) {
      return State.UNDECLARED;
    }
    return applied
        .map(
            each ->
                each.declaration().equals(declared.get()) ? State.APPLIED : State.CHANGED)
        .orElse(State.NOT_APPLIED);
  }
}
