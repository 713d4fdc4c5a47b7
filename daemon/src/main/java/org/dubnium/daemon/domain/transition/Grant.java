package org.dubnium.daemon.domain.transition;

import java.util.Set;
import java.util.TreeSet;
import org.dubnium.daemon.domain.hold.Hold;

/**
 * What a request was allowed to do when it was authorised. It travels with the request, is kept in
 * the journal, and bounds every plan that is made for the request later; the guards that may be
 * passed by are {@link TransitionRequest#bypass}.
 *
 * @param anything whatever the plan ends may be ended: where the daemon itself asks. Holds are
 *     bounded even so
 * @param ends what may be ended, as {@code session 2 of alice}, {@code unit vllm.service},
 *     {@code job 42}; a
 *     workload is the unit that runs it
 * @param jobsUpTo a job in a terminal that began no later than this may be ended, where its guard may
 *     be passed by; in clock ticks since boot, as {@code ProcessInfo.startTicks}, 0 for none
 * @param holds block holds that may be passed by: those that stood against the request, no later one
 */
public record Grant(boolean anything, Set<String> ends, long jobsUpTo, Set<PassedHold> holds) {

  /** Nothing may be ended, and no hold passed by. */
  public static final Grant NOTHING = new Grant(false, Set.of(), 0, Set.of());

  /** Whatever the plan ends may be ended; no hold may be passed by. */
  public static final Grant ANYTHING = new Grant(true, Set.of(), 0, Set.of());

  /**
   * One hold of one owner. A cookie alone may be given again once the memory of holds is lost.
   *
   * @param uid its owner's
   */
  public record PassedHold(long cookie, long uid) {

    public static PassedHold of(Hold hold) {
      return new PassedHold(hold.cookie(), hold.owner().uid());
    }
  }

  public Grant {
    ends = Set.copyOf(ends);
    holds = Set.copyOf(holds);
  }

  public boolean endsToo(String thing) {
    return anything || ends.contains(thing);
  }

  /** Whether a job may be ended that began then. */
  public boolean endsJobBegunAt(long startTicks) {
    return anything || startTicks <= jobsUpTo;
  }

  /** This, and what the other one may end; holds are not added to. */
  public Grant andEndsOf(Grant other) {
    Set<String> all = new TreeSet<>(ends);
    all.addAll(other.ends);
    return new Grant(
        anything || other.anything, all, Math.max(jobsUpTo, other.jobsUpTo), holds);
  }
}
