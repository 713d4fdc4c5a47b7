package org.dubnium.fleet.domain;

import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * One GPU at one moment.
 *
 * @param index as its node counts, from 0, below {@link #MOST}
 * @param uuid {@code GPU-…}; {@code node:index} where the source tells none
 * @param pciBusId empty where the source tells none
 * @param values what the source tells, as far as it can be; what it does not is absent
 */
public record GpuReading(
    int index, String uuid, String name, String pciBusId, Map<Metric, Double> values) {

  /** GPUs that a node may have: no machine has as many. */
  public static final int MOST = 128;

  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,2}");

  public GpuReading {
    if (index < 0 || index >= MOST) {
      throw new IllegalArgumentException("cannot use " + index + " as the index of a GPU");
    }
    values = Metric.sorted(values);
  }

  /**
   * The index that a text is: decimal, without sign, leading zero or exponent, below {@link #MOST};
   * empty for any other text.
   */
  public static OptionalInt index(String text) {
    return INDEX.matcher(text).matches() ? index(Integer.parseInt(text)) : OptionalInt.empty();
  }

  /** The index that a number is; empty for one that is none. */
  public static OptionalInt index(double number) {
    return number >= 0 && number < MOST && number == Math.rint(number)
        ? OptionalInt.of((int) number)
        : OptionalInt.empty();
  }

  /** Whether its source told its UUID. */
  public boolean hasUuid() {
    return !uuid.isEmpty() && !uuid.endsWith(":" + index);
  }
}
