package org.dubnium.fleet.telemetry.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time by which it is judged what is too old. A clock that was put ahead, or that is ahead of
 * what was kept last, is believed once it has stood so for a day: a wrong one must not delete the
 * past at once. One that was put back is believed, which deletes nothing. For one thread at a time.
 */
final class DeletionTime {

  /** For how long a clock must stand to be believed, while the agent runs. */
  static final Duration TRUST = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(DeletionTime.class);

  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private Instant believed;
  private long nanos;
  private Duration doubted;
  private boolean told;

  /**
   * What is kept of it from one start to the next.
   *
   * @param doubted for how long the clock has been ahead of what is believed
   */
  record Belief(Instant believed, Duration doubted) {}

  /**
   * Goes on from the last start.
   *
   * @param nanoTime a clock that nobody puts ahead or back
   */
  DeletionTime(Belief last, InstantSource clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.believed = last.believed();
    this.doubted = last.doubted();
    this.nanos = nanoTime.getAsLong();
  }

  /** What is to be kept of it now. */
  Belief belief() {
    return new Belief(believed, doubted);
  }

  /** The time now, as far as it is believed. */
  Instant now() {
    long now = nanoTime.getAsLong();
    Duration passed = Duration.ofNanos(now - nanos);
    nanos = now;
    Instant expected = believed.plus(passed);
    Instant said = clock.instant();
    if (!said.isAfter(expected.plus(Retention.SLACK))) {
      return believe(said);
    }
    doubted = doubted.plus(passed);
    if (doubted.compareTo(TRUST) >= 0) {
      return believe(said);
    }
    if (!told) {
      told = true;
      LOG.warn(
          "the clock says {}, and {} was expected: telemetry that is too old is kept until it has said"
              + " so for {} hours",
          said,
          expected,
          TRUST.toHours());
    }
    believed = expected;
    return expected;
  }

  private Instant believe(Instant said) {
    doubted = Duration.ZERO;
    told = false;
    believed = said;
    return said;
  }
}
