package org.dubnium.fleet.pod;

import java.time.Duration;
import java.util.Optional;

/**
 * What is to be done about how long a pod has been idle.
 *
 * @param idleFor how long it was seen to be idle without a break
 * @param untilStop how long until it is stopped if it stays so; empty while it is kept, or works
 */
public record IdleState(Action action, Duration idleFor, Optional<Duration> untilStop) {

  /** What is to be done. */
  public enum Action {
    /** Nothing: it works, or has not been idle for long. */
    NONE,
    /** Nothing, since somebody keeps it; else people would be told, or it would be stopped. */
    KEPT,
    /** People are told that it will be stopped. */
    NOTICE,
    /** It is stopped. */
    STOP
  }
}
