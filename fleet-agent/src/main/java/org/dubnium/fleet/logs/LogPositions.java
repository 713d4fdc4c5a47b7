package org.dubnium.fleet.logs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Places in a log: a cursor of the journal's, microseconds since the epoch, or a byte of a job's output.
 * Clients treat it as opaque.
 */
public final class LogPositions {

  static final int LONGEST = 300;

  private static final Pattern FORM = Pattern.compile("\\d{1,16}|[A-Za-z0-9=;]{17," + LONGEST + "}");

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
