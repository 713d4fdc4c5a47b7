package org.dubnium.fleet.telemetry.store;

import java.time.Duration;
import java.util.Optional;

/** How fine the past is known, finest first. */
enum Tier {
  RAW(Duration.ZERO),
  MINUTE(Duration.ofMinutes(1)),
  HOUR(Duration.ofHours(1));

  private final Duration width;

  Tier(Duration width) {
    this.width = width;
  }

  /** The coarsest one whose points stand for no longer than this. */
  static Tier fitting(Duration resolution) {
    Tier fitting = RAW;
    for (Tier tier : values()) {
      if (tier.width.compareTo(resolution) <= 0) {
        fitting = tier;
      }
    }
    return fitting;
  }

  /** Milliseconds that a point stands for; zero for a reading. */
  long width() {
    return width.toMillis();
  }

  Optional<Tier> coarser() {
    return switch (this) {
      case RAW -> Optional.of(MINUTE);
      case MINUTE -> Optional.of(HOUR);
      case HOUR -> Optional.empty();
    };
  }

  /** Its rows as they stay. */
  String table() {
    return switch (this) {
      case RAW -> "raw";
      case MINUTE -> "minute";
      case HOUR -> "hour";
    };
  }
}
