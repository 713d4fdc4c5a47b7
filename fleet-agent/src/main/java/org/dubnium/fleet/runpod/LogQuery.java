package org.dubnium.fleet.runpod;

import java.time.Instant;
import java.util.Optional;

/**
 * Which lines of a pod's log.
 *
 * @param tail so many of the lines there are, from 0 to 5000; without effect with {@code since} or
 *     {@code after}
 * @param since lines from that time on; without effect with {@code after}
 * @param after lines behind that {@link LogLine#position}
 * @param follow whether lines are waited for that are not there yet
 */
public record LogQuery(
    int tail, Optional<Instant> since, Optional<String> after, boolean follow) {

  /** The most lines that RunPod tells of those that are there. */
  public static final int MOST_TAIL = 5000;

  public LogQuery {
    if (tail < 0 || tail > MOST_TAIL) {
      throw new IllegalArgumentException(
          "cannot ask for the last %d lines: from 0 to %d".formatted(tail, MOST_TAIL));
    }
  }

  /** The last lines that are there. */
  public static LogQuery last(int tail) {
    return new LogQuery(tail, Optional.empty(), Optional.empty(), false);
  }

  /** The last lines that are there, and those that come. */
  public static LogQuery follow(int tail) {
    return new LogQuery(tail, Optional.empty(), Optional.empty(), true);
  }

  /** The same from behind a line on. */
  public LogQuery resumedAfter(String position) {
    return new LogQuery(tail, since, Optional.of(position), follow);
  }
}
