package org.dubnium.fleet.pod;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What pods come to if they go on at the present rate.
 *
 * @param today until the next midnight UTC, with what they cost today already
 * @param thirtyDays of thirty days from now
 */
public record CostProjection(Usd today, Usd thirtyDays) {

  private static final Duration MONTH = Duration.ofDays(30);

  public static CostProjection of(Usd spentToday, Usd rate, Instant now) {
    Instant midnight =
        LocalDate.ofInstant(now, ZoneOffset.UTC)
            .plusDays(1)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
    return new CostProjection(
        spentToday.plus(rate.over(Duration.between(now, midnight))), rate.over(MONTH));
  }
}
