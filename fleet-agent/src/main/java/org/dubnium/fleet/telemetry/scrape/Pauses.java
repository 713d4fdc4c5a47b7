package org.dubnium.fleet.telemetry.scrape;

import java.time.Duration;

/** Lets time pass. A test's has no clock behind it. */
@FunctionalInterface
interface Pauses {

  /**
   * Returns after that time.
   *
   * @throws InterruptedException if the thread is to end
   */
  void pause(Duration time) throws InterruptedException;
}
