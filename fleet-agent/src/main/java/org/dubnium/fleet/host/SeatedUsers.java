package org.dubnium.fleet.host;

import org.dubnium.bus.BusException;

/** The people who sit before a screen of this machine. */
@FunctionalInterface
public interface SeatedUsers {

  /**
   * Whether that user is logged in on a seat of this machine, in a session that shows something.
   *
   * @throws BusException if logind does not say
   */
  boolean isAtOne(long uid) throws BusException, InterruptedException;
}
