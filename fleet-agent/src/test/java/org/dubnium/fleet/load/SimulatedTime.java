package org.dubnium.fleet.load;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** A time that passes as fast as it is filled; for any thread. */
final class SimulatedTime implements InstantSource {

  private volatile Instant now;

  SimulatedTime(Instant begin) {
    now = begin;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Of the clock that nobody puts ahead or back. */
  long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(now.toEpochMilli());
  }

  void pass(Duration time) {
    now = now.plus(time);
  }
}
