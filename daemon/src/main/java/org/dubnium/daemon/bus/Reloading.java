package org.dubnium.daemon.bus;

import org.dubnium.bus.BusException;
import org.dubnium.daemon.domain.transition.Caller;

/** Reads the configuration anew. */
public interface Reloading {

  /**
   * Reads it and puts it in force; if it is not valid, what was in force stays.
   *
   * @throws BusException {@code ConfigurationInvalid} with all that is wrong, or {@code Busy} while
   *     a transition runs
   */
  void reload(Caller caller) throws BusException;
}
