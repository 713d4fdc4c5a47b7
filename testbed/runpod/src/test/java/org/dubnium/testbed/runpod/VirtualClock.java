package org.dubnium.testbed.runpod;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes on when it is told. */
final class VirtualClock implements InstantSource {

  static final Instant START = Instant.parse("2026-11-30T12:00:00Z");

  private Instant now = START;

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  void pass(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }
}
