package org.dubnium.daemon.domain.transition;

import java.util.Optional;

/**
 * Who asked, as the bus and logind say, never as they say themselves.
 *
 * @param busName unique name; {@code -} for the daemon itself
 * @param uid of the person; where one is spoken for, that person's
 * @param unit the systemd unit that the caller runs in
 * @param session the logind session of whoever is spoken for; empty for callers who speak for themselves
 */
public record Caller(long uid, String busName, Optional<String> unit, Optional<String> session) {

  public Caller(long uid, String busName, Optional<String> unit) {
    this(uid, busName, unit, Optional.empty());
  }

  /** The daemon itself, at boot or on recovery. */
  public static final Caller DAEMON = new Caller(0, "-", Optional.of("mode-controller.service"));

  /** The same caller, speaking for the person of that session. */
  public Caller onBehalfOf(String session, long person) {
    return new Caller(person, busName, unit, Optional.of(session));
  }
}
