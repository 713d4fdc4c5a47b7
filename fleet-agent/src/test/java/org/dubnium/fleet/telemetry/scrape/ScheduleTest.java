package org.dubnium.fleet.telemetry.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

  private static final Schedule SCHEDULE =
      new Schedule(Duration.ofSeconds(10), Duration.ofMinutes(5));

  @ParameterizedTest
  @CsvSource({"0, 0", "0.25, 2500", "0.5, 5000", "0.9999, 9999"})
  void firstReadingIsSomewhereWithinAnInterval(double random, long millis) {
    assertEquals(Duration.ofMillis(millis), SCHEDULE.first(new FixedRandom(random)));
  }

  @ParameterizedTest
  @CsvSource({
    // As it answers, and after one failure: every interval, a tenth more or less.
    "0, 0.5, 10000",
    "0, 0, 9000",
    "0, 0.75, 10500",
    "1, 0.5, 10000",
    // Then half as often after each.
    "2, 0.5, 20000",
    "3, 0.5, 40000",
    "3, 0, 36000",
    "5, 0.5, 160000",
    "6, 0.5, 300000",
    "6, 0, 270000",
    "1000000, 0.5, 300000"
  })
  void nextReading(int failures, double random, long millis) {
    assertEquals(Duration.ofMillis(millis), SCHEDULE.next(failures, new FixedRandom(random)));
  }

  @Test
  void longestIsNoLessThanTheInterval() {
    Duration ten = Duration.ofSeconds(10);
    assertEquals(ten, new Schedule(ten, ten).next(9, new FixedRandom(0.5)));
    assertThrows(IllegalArgumentException.class, () -> new Schedule(ten, ten.minusMillis(1)));
    assertThrows(IllegalArgumentException.class, () -> new Schedule(Duration.ZERO, ten));
    assertThrows(
        IllegalArgumentException.class, () -> new CollectorSettings(ten, Duration.ZERO, ten));
  }
}
