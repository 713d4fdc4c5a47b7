package org.dubnium.fleet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

  /** On 29 March 2026 Berlin skips from 02:00 to 03:00; on 25 October it has that hour twice. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          22:00-07:00             | 2026-06-01T19:59:59Z |
          22:00-07:00             | 2026-06-01T20:00:00Z | 2026-06-02T05:00:00Z
          22:00-07:00             | 2026-06-01T23:30:00Z | 2026-06-02T05:00:00Z
          22:00-07:00             | 2026-06-02T05:00:00Z |
          12:00-13:00             | 2026-06-01T10:15:00Z | 2026-06-01T11:00:00Z
          12:00-13:00,12:30-14:00 | 2026-06-01T10:45:00Z | 2026-06-01T12:00:00Z
          22:00-07:00             | 2026-03-28T23:00:00Z | 2026-03-29T05:00:00Z
          22:00-07:00             | 2026-10-24T23:00:00Z | 2026-10-25T06:00:00Z
          22:00-02:30             | 2026-03-28T23:00:00Z | 2026-03-29T01:30:00Z
          """)
  void ends(String spans, Instant now, Instant end) {
    QuietHours hours =
        new QuietHours(
            Arrays.stream(spans.split(",", -1)).map(QuietHoursTest::span).toList(),
            ZoneId.of("Europe/Berlin"));
    assertEquals(Optional.ofNullable(end), hours.end(now));
  }

  private static QuietHours.Span span(String text) {
    String[] parts = text.split("-", -1);
    return new QuietHours.Span(LocalTime.parse(parts[0]), LocalTime.parse(parts[1]));
  }

  @Test
  void isNeverQuietWithoutSpans() {
    assertEquals(Optional.empty(), QuietHours.none().end(Instant.EPOCH));
  }

  @Test
  void refusesASpanOfNothing() {
    assertThrows(IllegalArgumentException.class, () -> span("08:00-08:00"));
  }
}
