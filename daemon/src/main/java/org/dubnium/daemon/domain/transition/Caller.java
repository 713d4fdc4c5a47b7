package org.dubnium.daemon.domain.transition;

import java.util.Optional;

/**
 * Who asked, as the bus says, never as they say themselves.
 *
 * @param busName unique name; {@code -} for the daemon itself
 * @param unit the systemd unit that the caller runs in
 */
public record Caller(long uid, String busName, Optional<String> unit) {

  /** The daemon itself, at boot or on recovery. */
  public static final Caller DAEMON = new Caller(0, "-", Optional.of("mode-controller.service"));
}
