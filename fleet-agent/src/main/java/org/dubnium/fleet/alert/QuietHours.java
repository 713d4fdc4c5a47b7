package org.dubnium.fleet.alert;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Times of day in which a channel is not to be used.
 *
 * @param zone where the people are
 */
public record QuietHours(List<Span> spans, ZoneId zone) {

  /**
   * From one time of day to another, over midnight if that is earlier.
   *
   * @param from inclusive
   * @param to exclusive
   */
  public record Span(LocalTime from, LocalTime to) {

    public Span {
      if (from.equals(to)) {
        throw new IllegalArgumentException(
            "cannot be quiet from " + from + " to " + to + ": the two must differ");
      }
    }

    boolean contains(LocalTime time) {
      return from.isBefore(to)
          ? !time.isBefore(from) && time.isBefore(to)
          : !time.isBefore(from) || time.isBefore(to);
    }
  }

  public QuietHours {
    spans = List.copyOf(spans);
  }

  /** No quiet hours. */
  public static QuietHours none() {
    return new QuietHours(List.of(), ZoneId.of("UTC"));
  }

  /**
   * When the quiet hours end that this moment is in, the last end if spans overlap; empty outside
   * of all.
   */
  public Optional<Instant> end(Instant now) {
    ZonedDateTime here = now.atZone(zone);
    return spans.stream()
        .filter(span -> span.contains(here.toLocalTime()))
        .map(span -> next(here, span.to()))
        .max(Instant::compareTo);
  }

  private static Instant next(ZonedDateTime here, LocalTime time) {
    ZonedDateTime today = here.with(time);
    return (today.isAfter(here) ? today : here.plusDays(1).with(time)).toInstant();
  }
}
