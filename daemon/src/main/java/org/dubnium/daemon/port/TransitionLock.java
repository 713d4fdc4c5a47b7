package org.dubnium.daemon.port;

import java.io.IOException;
import java.util.Optional;
import org.dubnium.daemon.domain.transition.TransitionId;

/** The lock without which no transition runs, also against a second daemon. */
public interface TransitionLock {

  /**
   * Takes the lock.
   *
   * @return empty if another living process holds it
   */
  Optional<Held> acquire(TransitionId transition) throws IOException;

  /** The lock, held. Closing it gives it back. */
  interface Held extends AutoCloseable {

    /** Who held it before and died, if somebody did. */
    Optional<String> takenOverFrom();

    @Override
    void close();
  }
}
