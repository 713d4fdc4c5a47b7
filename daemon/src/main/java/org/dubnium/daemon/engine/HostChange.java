package org.dubnium.daemon.engine;

/** A small change of the host, over at once, that belongs to no transition and no repair. */
@FunctionalInterface
public interface HostChange<E extends Exception> {
  void run() throws E;
}
