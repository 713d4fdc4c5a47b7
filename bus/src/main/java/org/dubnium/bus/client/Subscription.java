package org.dubnium.bus.client;

/** Signals that somebody listens to, until it is closed. */
public interface Subscription extends AutoCloseable {

  /** Ends it; a handler that runs already finishes. Safe to call twice. */
  @Override
  void close();
}
