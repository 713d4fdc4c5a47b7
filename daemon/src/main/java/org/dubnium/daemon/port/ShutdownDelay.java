package org.dubnium.daemon.port;

/** Keeps the machine from going down for the moment that a transition takes. */
public interface ShutdownDelay {

  /** In force until it is closed. */
  interface Held extends AutoCloseable {

    @Override
    void close();
  }

  /**
   * Takes a delay lock. The machine still goes down, but first waits for it, for as long as logind
   * allows ({@code InhibitDelayMaxSec}, logind.conf(5)).
   *
   * @throws HostException if logind refuses or is not there
   */
  Held take(String why) throws HostException;
}
