package org.dubnium.fleet.logs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Places in a log: a cursor of the journal's, microseconds since the epoch, a byte of a job's output, or
 * RunPod's position in hexadecimal digits. Clients treat it as opaque.
 */
public final class LogPositions {

  static final int LONGEST = 300;

  /** Digits of microseconds since the epoch, or of a byte; whatever is longer is something else. */
  static final int LONGEST_NUMBER = 16;

  private static final Pattern FORM = Pattern.compile("\\d{1," + LONGEST_NUMBER + "}|[A-Za-z0-9=;]{17," + LONGEST + "}");

  private LogPositions() {}

  /** Whether a text has the form of a position. */
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /** Microseconds since the epoch. */
  static String of(Instant time) {
    return Long.toString(Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, time)));
  }
}
