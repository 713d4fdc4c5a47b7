package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.dubnium.fleet.telemetry.HistoryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TiersTest {

  @TempDir private Path directory;
  private final Fleet fleet = new Fleet();

  @ParameterizedTest
  @CsvSource({
    "PT0S, RAW",
    "PT10S, RAW",
    "PT59.999S, RAW",
    "PT1M, MINUTE",
    "PT5M, MINUTE",
    "PT59M59S, MINUTE",
    "PT1H, HOUR",
    "P1D, HOUR"
  })
  void theCoarsestThatIsFineEnoughAnswers(Duration resolution, Tier tier) {
    assertEquals(tier, Tier.fitting(resolution));
  }

  @ParameterizedTest
  @CsvSource({"PT0S, P1D, P2D", "P2D, P1D, P3D", "P1D, P3D, P2D", "-P1D, P1D, P2D"})
  void lengthsThatMakeNoSenseAreRefused(Duration raw, Duration minute, Duration hour) {
    assertThrows(IllegalArgumentException.class, () -> new Retention(raw, minute, hour));
  }

  /** Whatever is sealed and merged so far, minutes and hours are those of the readings. */
  @ParameterizedTest
  @CsvSource({"5", "89", "150", "800", "2000", "4000"})
  void minutesAndHoursAreThoseOfTheReadings(int rounds) throws HistoryException {
    double[] values = Fleet.many(rounds);
    try (SqliteHistory history = fleet.open(directory.resolve("telemetry.db"))) {
      fleet.temperatures(history, values);
      for (Duration width : List.of(Duration.ofMinutes(1), Duration.ofHours(1))) {
        int each = (int) width.dividedBy(Fleet.STEP);
        List<Point> points = Fleet.temperatures(history, Instant.MIN, Instant.MAX, width);
        assertEquals((rounds + each - 1) / each, points.size());
        for (int i = 0; i < points.size(); i++) {
          double[] span = Arrays.copyOfRange(values, i * each, Math.min(rounds, (i + 1) * each));
          assertPoint(Fleet.BEGIN.plus(width.multipliedBy(i)), span, points.get(i));
        }
      }
    }
  }

  private static void assertPoint(Instant at, double[] span, Point point) {
    assertEquals(at, point.at());
    assertEquals(Arrays.stream(span).min().orElseThrow(), point.min());
    assertEquals(Arrays.stream(span).max().orElseThrow(), point.max());
    assertEquals(Arrays.stream(span).average().orElseThrow(), point.average(), 1e-9);
  }

  @Test
  void onlySpansThatBeginInTimeAreTold() throws HistoryException {
    try (SqliteHistory history = fleet.open(directory.resolve("telemetry.db"))) {
      fleet.temperatures(history, Fleet.many(3_000));
      List<Point> points =
          Fleet.temperatures(
              history,
              Fleet.BEGIN.plusSeconds(3_601),
              Fleet.BEGIN.plusSeconds(4 * 3_600 + 1),
              Duration.ofHours(1));
      assertEquals(
          List.of(
              Fleet.BEGIN.plusSeconds(2 * 3_600),
              Fleet.BEGIN.plusSeconds(3 * 3_600),
              Fleet.BEGIN.plusSeconds(4 * 3_600)),
          points.stream().map(Point::at).toList());
    }
  }

  /** Days of a reading each minute: raw is gone after one, and minutes tell what was before. */
  @Test
  void whatATierHasNoMoreTheNextOneTells() throws HistoryException {
    int days = 40;
    try (SqliteHistory history = fleet.open(directory.resolve("telemetry.db"))) {
      for (int i = 0; i < days * 24 * 12; i++) {
        fleet.temperatures(history, 40 + i % 12);
        fleet.pass(Duration.ofMinutes(5).minus(Fleet.STEP));
      }
      Instant now = fleet.instant();
      List<Point> all = Fleet.temperatures(history);
      assertInOrder(all);
      assertEquals(Fleet.BEGIN, all.getFirst().at());
      assertTrue(count(all, now.minus(Duration.ofDays(1)), now) >= 24 * 12);
      assertTrue(
          count(all, now.minus(Duration.ofDays(30)), now) >= 30 * 24 * 12, "minutes tell of a month");
      assertEquals(
          24, count(all, Fleet.BEGIN, Fleet.BEGIN.plus(Duration.ofDays(1))), "hours tell of the rest");
      Point hour = all.getFirst();
      assertEquals(40, hour.min());
      assertEquals(45.5, hour.average(), 1e-9);
      assertEquals(51, hour.max());
    }
  }

  private static long count(List<Point> points, Instant from, Instant to) {
    return points.stream()
        .filter(point -> !point.at().isBefore(from) && point.at().isBefore(to))
        .count();
  }

  static void assertInOrder(List<Point> points) {
    for (int i = 1; i < points.size(); i++) {
      Instant before = points.get(i - 1).at();
      Instant at = points.get(i).at();
      assertTrue(before.isBefore(at), () -> before + " is not before " + at);
    }
  }
}
