package org.dubnium.daemon.domain.policy;

import java.util.List;
import java.util.Set;
import org.dubnium.daemon.domain.mode.UnitPattern;

/**
 * Which graphical sessions a transition may not end.
 *
 * @param users names whose sessions are never ended
 * @param others whether the sessions of users other than the one who asks, who is not root, are never
 *     ended
 * @param remote whether remote graphical sessions are never ended
 * @param inhibited whether a session whose user holds a blocking inhibitor is never ended
 * @param desktopUnits units of a user's own systemd that end with a graphical session though that
 *     systemd stays, besides those of its {@code session.slice}
 */
public record SessionPolicy(
    Set<String> users,
    boolean others,
    boolean remote,
    boolean inhibited,
    List<UnitPattern> desktopUnits) {

  public SessionPolicy {
    users = Set.copyOf(users);
    desktopUnits = List.copyOf(desktopUnits);
  }
}
