package org.dubnium.fleet.pod;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;

/** Splits the cost of a time into days UTC, exactly. */
final class DayShares {

  private static final BigInteger NANOS_PER_HOUR =
      BigInteger.valueOf(Duration.ofHours(1).toNanos());

  private DayShares() {}

  /**
   * Amounts by day.
   *
   * @param remainder of a millionth of a dollar, in millionths times nanoseconds per hour; goes
   *     into the next division, so that many short times come to as much as a long one
   */
  record Split(SortedMap<LocalDate, Usd> amounts, long remainder) {}

  static Split of(Usd rate, Instant from, Duration time, long remainder) {
    SortedMap<LocalDate, Usd> amounts = new TreeMap<>();
    Instant end = from.plus(time);
    Instant start = from;
    BigInteger rest = BigInteger.valueOf(remainder);
    while (start.isBefore(end)) {
      LocalDate day = LocalDate.ofInstant(start, ZoneOffset.UTC);
      Instant midnight = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      Instant until = midnight.isBefore(end) ? midnight : end;
      BigInteger[] share =
          BigInteger.valueOf(rate.micros())
              .multiply(BigInteger.valueOf(Duration.between(start, until).toNanos()))
              .add(rest)
              .divideAndRemainder(NANOS_PER_HOUR);
      amounts.put(day, new Usd(share[0].min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact()));
      rest = share[1];
      start = until;
    }
    return new Split(amounts, rest.longValueExact());
  }
}
