package org.dubnium.daemon.bus;

import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.hold.Hold;

/**
 * How many holds there may be: more than anyone needs, fewer than would do harm. No user can keep
 * another from taking one: nobody has more than a share, and root has its own in any case.
 */
final class HoldQuota {

  static final int OF_ONE_USER = 64;
  static final int OF_ALL = 256;

  private HoldQuota() {}

  /** Why that user may not have another hold; empty if they may. */
  static Optional<String> refusal(List<Hold> inForce, long uid) {
    long theirs = inForce.stream().filter(hold -> hold.owner().uid() == uid).count();
    if (theirs >= OF_ONE_USER) {
      return Optional.of(
          "cannot take another hold: you have " + theirs + " already; release one first");
    }
    if (uid != 0 && inForce.size() >= OF_ALL) {
      return Optional.of(
          "cannot take another hold: all users together have " + inForce.size() + " already");
    }
    return Optional.empty();
  }
}
