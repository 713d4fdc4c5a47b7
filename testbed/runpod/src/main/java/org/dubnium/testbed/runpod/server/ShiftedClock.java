package org.dubnium.testbed.runpod.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The clock of the machine, set forward on demand. Guarded by the lock of the simulation. */
final class ShiftedClock implements InstantSource {

  private final InstantSource real = Clock.systemUTC();
  private Duration ahead = Duration.ZERO;

  @Override
  public Instant instant() {
    return real.instant().truncatedTo(ChronoUnit.MILLIS).plus(ahead);
  }

  void advance(Duration time) {
    ahead = ahead.plus(time);
  }
}
