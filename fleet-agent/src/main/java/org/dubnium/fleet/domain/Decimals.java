package org.dubnium.fleet.domain;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers that people write in decimal. */
public final class Decimals {

  private Decimals() {}

  /**
   * A number with its decimal point moved to the right by so many places, as a person would do it: a
   * product makes 57.99999999999999 of 100 times 0.58. What is no number, or infinite, stays that.
   */
  public static double shifted(double value, int places) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).scaleByPowerOfTen(places).doubleValue()
        : value;
  }

  /** For people: with two places at most, and none that are zero. */
  public static String text(double value) {
    return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
  }
}
