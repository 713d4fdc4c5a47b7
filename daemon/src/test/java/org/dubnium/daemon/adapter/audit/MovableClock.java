package org.dubnium.daemon.adapter.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.dubnium.daemon.json.Samples;

/** A clock that goes when it is told to. */
final class MovableClock implements InstantSource {

  private volatile Instant now = Samples.NOW;

  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
