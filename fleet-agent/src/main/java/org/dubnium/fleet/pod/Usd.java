package org.dubnium.fleet.pod;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/**
 * An amount of US dollars, or a rate of them per hour, exact to a millionth.
 *
 * @param micros millionths of a dollar; never negative
 */
public record Usd(long micros) implements Comparable<Usd> {

  public static final Usd ZERO = new Usd(0);

  /** A million dollars: no amount of a fleet is larger. */
  public static final Usd MOST = new Usd(1_000_000_000_000L);

  private static final int DECIMALS = 6;
  private static final BigDecimal NANOS_PER_HOUR =
      BigDecimal.valueOf(Duration.ofHours(1).toNanos());

  public Usd {
    if (micros < 0) {
      throw new IllegalArgumentException("an amount of money is not negative: " + micros);
    }
  }

  /**
   * An amount as it is written, rounded up to a millionth: what is owed is never told too low.
   *
   * @throws IllegalArgumentException if it is negative, not a number, or larger than {@link #MOST}
   */
  public static Usd of(double dollars) {
    if (!Double.isFinite(dollars) || dollars < 0 || dollars > MOST.dollars()) {
      throw new IllegalArgumentException("cannot take " + dollars + " as an amount of money");
    }
    return new Usd(
        BigDecimal.valueOf(dollars)
            .setScale(DECIMALS, RoundingMode.CEILING)
            .unscaledValue()
            .longValueExact());
  }

  /** An amount of a bill: a credit, which would be negative, and what is no amount count as nothing. */
  public static Usd ofBill(double dollars) {
    return dollars > 0 && dollars <= MOST.dollars() ? of(dollars) : ZERO;
  }

  public double dollars() {
    return micros / 1e6;
  }

  /** The sum; at most {@link Long#MAX_VALUE} millionths. */
  public Usd plus(Usd other) {
    return new Usd(
        Long.MAX_VALUE - micros < other.micros ? Long.MAX_VALUE : micros + other.micros);
  }

  /** What is left; nothing if the other is more. */
  public Usd minus(Usd other) {
    return new Usd(Math.max(0, micros - other.micros));
  }

  /** This amount so many times. */
  public Usd times(long count) {
    return new Usd(
        BigDecimal.valueOf(micros)
            .multiply(BigDecimal.valueOf(count))
            .min(BigDecimal.valueOf(Long.MAX_VALUE))
            .longValueExact());
  }

  /** What this rate per hour comes to in a time, rounded up. */
  public Usd over(Duration time) {
    return new Usd(
        BigDecimal.valueOf(micros)
            .multiply(BigDecimal.valueOf(Math.max(0, time.toNanos())))
            .divide(NANOS_PER_HOUR, 0, RoundingMode.CEILING)
            .min(BigDecimal.valueOf(Long.MAX_VALUE))
            .longValueExact());
  }

  @Override
  public int compareTo(Usd other) {
    return Long.compare(micros, other.micros);
  }

  /** As people write it: {@code $0.44}; with four decimals below a cent. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, micros != 0 && micros < 10_000 ? "$%.4f" : "$%.2f", dollars());
  }
}
