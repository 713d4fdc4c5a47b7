package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where times begin and end, to the millisecond. */
class LengthsTest {

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:01Z, 1000",
    "1970-01-01T00:00:01.000000001Z, 1001",
    "1970-01-01T00:00:01.0005Z, 1001",
    "1969-12-31T23:59:59.9995Z, 0",
    "1969-12-31T23:59:59.999Z, -1"
  })
  void aTimeIsTheFirstMillisecondThatIsNotBeforeIt(Instant instant, long millis) {
    assertEquals(new Range(millis, millis), Range.of(instant, instant));
  }

  @Test
  void everIsATimeToo() {
    Range ever = Range.of(Instant.MIN, Instant.MAX);
    assertTrue(ever.contains(Long.MIN_VALUE / 4));
    assertTrue(ever.contains(Long.MAX_VALUE / 4 - 1));
    assertFalse(ever.isEmpty());
    assertEquals(
        ever.start(), Range.of(Instant.ofEpochMilli(Long.MIN_VALUE / 4), Instant.EPOCH).start());
  }

  @Test
  void aRangeHasItsBeginningAndNotItsEnd() {
    Range range = new Range(10, 20);
    assertFalse(range.contains(9));
    assertTrue(range.contains(10));
    assertTrue(range.contains(19));
    assertFalse(range.contains(20));
    assertFalse(range.isEmpty());
    assertTrue(new Range(10, 10).isEmpty());
    assertFalse(new Range(10, 11).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"15, 10, 15", "25, 10, 20", "20, 10, 20", "5, 10, 10", "10, 10, 10"})
  void whatOfARangeIsBeforeATime(long time, long start, long end) {
    assertEquals(new Range(start, end), new Range(10, 20).before(time));
  }

  @ParameterizedTest
  @CsvSource({"1, 60", "59, 60", "60, 60", "61, 120", "-61, -60"})
  void aRangeOfSpansHasTheWholeOfTheLast(long end, long covered) {
    assertEquals(new Range(-200, covered), new Range(-200, end).covering(60));
  }

  @ParameterizedTest
  @CsvSource({
    "MINUTE, 5, P1D, false",
    "MINUTE, 6, PT0S, true",
    "MINUTE, 1, P1D, false",
    "HOUR, 35, P1D, false",
    "HOUR, 36, P1D, true",
    "HOUR, 1, P30D, false"
  })
  void partsAreEnoughByNumberOrByTime(PartTier tier, int parts, Duration length, boolean enough) {
    long first = 1_800_000_000_000L;
    assertEquals(enough, tier.isEnough(parts, first, first + length.toMillis() - 1));
  }

  @ParameterizedTest
  @CsvSource({"MINUTE, P1D", "HOUR, P30D"})
  void partsThatSpanALongTimeAreEnough(PartTier tier, Duration length) {
    assertTrue(tier.isEnough(1, 1_000, 1_000 + length.toMillis()));
    assertFalse(tier.isEnough(1, 1_000, 999 + length.toMillis()));
  }

  @Test
  void tiersAreKeptForAnHourMoreThanIsPromised() {
    Retention retention =
        new Retention(Duration.ofDays(1), Duration.ofDays(2), Duration.ofDays(3));
    assertEquals(Duration.ofHours(25), retention.of(Tier.RAW));
    assertEquals(Duration.ofHours(49), retention.of(Tier.MINUTE));
    assertEquals(Duration.ofHours(73), retention.of(Tier.HOUR));
    Duration day = Duration.ofDays(1);
    assertEquals(day, new Retention(day, day, day).hour(), "as long as the finer one is enough");
  }

  @Test
  void tiersGoFromFineToCoarse() {
    assertEquals(Optional.of(Tier.MINUTE), Tier.RAW.coarser());
    assertEquals(Optional.of(Tier.HOUR), Tier.MINUTE.coarser());
    assertEquals(Optional.empty(), Tier.HOUR.coarser());
    assertEquals(0, Tier.RAW.width());
    assertEquals(60_000, Tier.MINUTE.width());
  }
}
