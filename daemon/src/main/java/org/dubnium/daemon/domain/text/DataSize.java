package org.dubnium.daemon.domain.text;

import java.util.Locale;

/** Sizes for people: in bytes, or with one decimal in KiB, MiB, GiB or TiB. */
public final class DataSize {

  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

  private DataSize() {}

  /** A size in the largest unit of which it has one. */
  public static String text(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < UNITS.length - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, UNITS[unit]);
  }
}
