package org.dubnium.fleet.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dubnium.fleet.domain.RetryAfter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 |    | 5
          2 |    | 15
          3 |    | 45
          4 |    | 135
          5 |    | 405
          6 |    | 900
          7 |    | 900
          8 |    |
          1 | 30 | 30
          3 | 30 | 45
          1 | 99999999 | 900
          8 | 30 |
          """)
  void pausesGrow(int attempt, @Nullable Long asked, @Nullable Long pause) {
    assertEquals(
        Optional.ofNullable(pause).map(Duration::ofSeconds),
        RetryPolicy.usual().after(attempt, Optional.ofNullable(asked).map(Duration::ofSeconds)));
  }

  @Test
  void noPolicyOutlastsWhatAClockMayGoBack() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(
        IllegalArgumentException.class, () -> new RetryPolicy(3, second, Duration.ofHours(2)));
    assertThrows(
        IllegalArgumentException.class, () -> new RetryPolicy(0, second, Duration.ofHours(1)));
    assertThrows(
        IllegalArgumentException.class, () -> new RetryPolicy(1, second, Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          120                           | 120
          ' 0 '                         | 0
          Mon, 01 Jun 2026 12:01:30 GMT | 90
          Mon, 01 Jun 2026 11:00:00 GMT | 0
                                        |
          soon                          |
          -5                            |
          99999999999999999999          |
          """)
  void readsRetryAfter(@Nullable String header, @Nullable Long seconds) {
    assertEquals(
        Optional.ofNullable(seconds).map(Duration::ofSeconds), RetryAfter.parse(header, NOW));
  }
}
