package org.dubnium.daemon.port;

import java.time.Duration;
import java.time.Instant;
import org.dubnium.daemon.domain.mode.UnitName;

/** What the processes of a unit have printed, as the journal keeps it. */
public interface UnitOutput {

  /** Takes lines in the journal's order, on one thread of the reader's. */
  @FunctionalInterface
  interface Listener {
    void line(Instant at, String text);
  }

  /** A reader at work; closing it returns at once and ends it. */
  interface Reader extends AutoCloseable {

    /**
     * Waits until everything that the run printed before this call has been taken; no more comes after that.
     *
     * @param startedAt when the run began: what the unit has printed since, and the journal cannot assign to any
     *     run, is the run's
     * @param atMost longest time for it; what has been taken by then is all
     */
    void finish(Instant startedAt, Duration atMost) throws InterruptedException;

    @Override
    void close();
  }

  /**
   * Reads what one run of a unit has printed, and then what it prints. A reader that breaks off begins
   * again where it was; long lines are left out.
   *
   * @param invocation of that run, in hexadecimal
   * @param last how many lines of those that are there already; 0: all
   */
  Reader follow(UnitName unit, String invocation, int last, Listener listener);
}
