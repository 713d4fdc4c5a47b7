package org.dubnium.fleet.telemetry.store;

import java.time.Duration;

/**
 * A tier whose rows come in parts, too small to stay: once there are enough of one entity, or they
 * span a long time, they become one row.
 */
enum PartTier {
  MINUTE(Tier.MINUTE, "minute_part", 6, Duration.ofDays(1)),
  HOUR(Tier.HOUR, "hour_part", 36, Duration.ofDays(30));

  private final Tier tier;
  private final String table;
  private final int enough;
  private final Duration longest;

  PartTier(Tier tier, String table, int enough, Duration longest) {
    this.tier = tier;
    this.table = table;
    this.enough = enough;
    this.longest = longest;
  }

  Tier tier() {
    return tier;
  }

  String table() {
    return table;
  }

  boolean isEnough(int parts, long first, long last) {
    return parts >= enough || last - first >= longest.toMillis();
  }
}
