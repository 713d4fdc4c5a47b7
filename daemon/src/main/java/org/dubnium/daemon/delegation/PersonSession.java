package org.dubnium.daemon.delegation;

import org.dubnium.daemon.domain.observation.Session;

/**
 * A person's login session, so that it cannot be taken for a later one with the same id.
 *
 * @param session logind's id of it
 * @param leader PID of the process that leads it
 * @param leaderStart when that was started, in clock ticks since boot
 */
public record PersonSession(
    long uid, String user, String session, int leader, long leaderStart) {

  /** Whether that is this session, and the person has not logged out of it. */
  public boolean isStill(Session seen) {
    return seen.id().equals(session)
        && seen.uid() == uid
        && seen.leader() == leader
        && isOpen(seen);
  }

  /** Whether a person is logged in there: as against greeters, managers, cron, and who is leaving. */
  public static boolean isOpen(Session seen) {
    return seen.isUser() && !seen.state().equals("closing") && seen.leader() > 0;
  }
}
