package org.dubnium.daemon.domain.mode;

import java.util.BitSet;
import java.util.regex.Pattern;

/**
 * A set of CPU numbers, written as in {@code AllowedCPUs=}: numbers and ranges separated by commas,
 * such as {@code 0-3,8}. The empty set means that nothing is restricted.
 *
 * <p>Source: systemd.resource-control(5).
 */
public record CpuSet(String text) {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?");

  /** No restriction. */
  public static final CpuSet UNRESTRICTED = new CpuSet("");

  public CpuSet {
    text = format(parse(text));
  }

  /** From systemd's {@code ay} property: bit n of byte n/8 stands for CPU n. */
  public static CpuSet ofMask(byte[] mask) {
    return new CpuSet(format(BitSet.valueOf(mask)));
  }

  /** As systemd's {@code ay} property. */
  public byte[] toMask() {
    return parse(text).toByteArray();
  }

  private static BitSet parse(String text) {
    BitSet cpus = new BitSet();
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      var match = RANGE.matcher(part.strip());
      if (!match.matches()) {
        throw new IllegalArgumentException("cannot read '" + text + "' as a set of CPUs");
      }
      int first = Integer.parseInt(match.group(1));
      int last = match.group(2) == null ? first : Integer.parseInt(match.group(2));
      if (last < first) {
        throw new IllegalArgumentException("cannot read '" + text + "' as a set of CPUs");
      }
      cpus.set(first, last + 1);
    }
    return cpus;
  }

  private static String format(BitSet cpus) {
    StringBuilder text = new StringBuilder();
    for (int first = cpus.nextSetBit(0); first >= 0; ) {
      int end = cpus.nextClearBit(first);
      text.append(text.isEmpty() ? "" : ",").append(first);
      if (end - 1 > first) {
        text.append('-').append(end - 1);
      }
      first = cpus.nextSetBit(end);
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return text;
  }
}
