package org.dubnium.daemon.domain.guard;

import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.transition.Grant;

/**
 * Who wants a transition, as far as guards care.
 *
 * @param bypass guards that they want, and are allowed, to pass by
 * @param holds which holds they may pass by with {@link GuardName#HOLDS}; empty for all, where it is
 *     not yet a request but what one would meet
 */
public record Asker(
    long uid, Set<GuardName> bypass, Optional<Set<Grant.PassedHold>> holds) {

  /** The system itself, and root, who passes nothing by. */
  public static final Asker ROOT = new Asker(0, Set.of());

  public Asker {
    bypass = Set.copyOf(bypass);
    holds = holds.map(Set::copyOf);
  }

  /** Of what a request would meet. */
  public Asker(long uid, Set<GuardName> bypass) {
    this(uid, bypass, Optional.empty());
  }

  /** Whether a block hold does not stand against them. */
  public boolean passes(Hold hold) {
    return bypass.contains(GuardName.HOLDS)
        && holds.map(granted -> granted.contains(Grant.PassedHold.of(hold))).orElse(true);
  }
}
