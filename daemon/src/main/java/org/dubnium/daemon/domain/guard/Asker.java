package org.dubnium.daemon.domain.guard;

import java.util.Set;

/**
 * Who wants a transition, as far as guards care.
 *
 * @param bypass guards that they want, and are allowed, to pass by
 */
public record Asker(long uid, Set<GuardName> bypass) {

  /** The system itself, and root, who passes nothing by. */
  public static final Asker ROOT = new Asker(0, Set.of());

  public Asker {
    bypass = Set.copyOf(bypass);
  }
}
