package org.dubnium.daemon.domain.policy;

import java.util.Set;

/**
 * Which graphical sessions a transition may not end.
 *
 * @param users names whose sessions are never ended
 * @param others whether the sessions of users other than the one who asks, who is not root, are never
 *     ended
 * @param remote whether remote graphical sessions are never ended
 * @param inhibited whether a session whose user holds a blocking inhibitor is never ended
 */
public record SessionPolicy(
    Set<String> users, boolean others, boolean remote, boolean inhibited) {

  public SessionPolicy {
    users = Set.copyOf(users);
  }
}
