package org.dubnium.daemon.reconcile;

import java.util.Locale;

/**
 * What is being done about a clause that does not hold.
 *
 * @param attempts repairs that count towards the budget
 * @param message why it stands like this, for people; may be empty
 */
public record RepairState(Kind kind, int attempts, String message) {

  /** In the order of how much they need a person. */
  public enum Kind {
    /** A repair is under way. */
    REPAIRING,
    /** A first repair is due, once the clause has been broken for long enough. */
    PENDING,
    /** Repairs failed, and the next is due later. */
    BACKING_OFF,
    /** Bringing it back is not for a repair to do. */
    REFUSED,
    /** Nothing more is tried. */
    GAVE_UP;

    /** As the bus has it: lower-case with dashes. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The one of two that needs a person more. */
  RepairState orGraver(RepairState other) {
    return other.kind.compareTo(kind) > 0 ? other : this;
  }
}
