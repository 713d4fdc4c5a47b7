package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dubnium.fleet.telemetry.HistoryException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockJumpTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path directory;
  private final Fleet fleet = new Fleet();

  /** Of two readings of one time the later one. */
  private final SortedMap<Instant, Double> kept = new TreeMap<>();

  private final SortedMap<Instant, Double> greatestOfMinutes = new TreeMap<>();
  private final SortedMap<Instant, Double> greatestOfHours = new TreeMap<>();

  private void live(SqliteHistory history, int rounds) throws HistoryException {
    for (double value : Fleet.many(rounds)) {
      kept.put(fleet.instant(), value);
      greatestOfMinutes.merge(floor(fleet.instant(), MINUTE), value, Math::max);
      greatestOfHours.merge(floor(fleet.instant(), HOUR), value, Math::max);
      fleet.temperatures(history, value);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "-PT1H", "PT59M53S", "-PT1H7S", "-PT3S", "P1D", "P3D", "-P3D", "P400D", "-P400D"})
  void nothingIsLostAndAllIsInOrder(Duration jump) throws HistoryException {
    Path file = directory.resolve("telemetry.db");
    try (SqliteHistory history = fleet.open(file)) {
      live(history, 1_000);
      fleet.jump(jump);
      live(history, 500);
      assertAll(history);
    }
    try (SqliteHistory history = fleet.open(file)) {
      assertAll(history);
      live(history, 1_000);
      assertAll(history);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"P3D", "P400D", "P4000D"})
  void aClockThatIsAheadDeletesNothingAtOnce(Duration jump) throws HistoryException {
    Path file = directory.resolve("telemetry.db");
    try (SqliteHistory history = fleet.open(file)) {
      live(history, 1_000);
      fleet.jump(jump);
      live(history, 1_000);
      assertEquals(points(kept), Fleet.temperatures(history));
    }
    fleet.jump(jump.negated());
    try (SqliteHistory history = fleet.open(file)) {
      live(history, 100);
      fleet.jump(jump);
    }
    try (SqliteHistory history = fleet.open(file)) {
      live(history, 100);
      assertEquals(points(kept), Fleet.temperatures(history), "nor after a restart");
      fleet.jump(jump.negated());
      live(history, 100);
      assertEquals(points(kept), Fleet.temperatures(history), "and it was put right in time");
    }
  }

  /** Back and forth: for as long as the slack is, nothing is deleted too early. */
  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "-PT1H"})
  void aDayIsADayThoughTheClockIsWrongForAWhile(Duration jump) throws HistoryException {
    try (SqliteHistory history = fleet.open(directory.resolve("telemetry.db"))) {
      live(history, 24 * 360);
      fleet.jump(jump);
      live(history, 50);
      fleet.jump(jump.negated());
      Instant dayAgo = fleet.instant().minus(Duration.ofDays(1));
      List<Point> raw =
          Fleet.temperatures(history, dayAgo, Instant.MAX, Duration.ZERO);
      assertEquals(points(kept.tailMap(dayAgo)), raw);
    }
  }

  private void assertAll(SqliteHistory history) throws HistoryException {
    Instant lastDay = fleet.instant().minus(Duration.ofDays(1));
    assertEquals(
        points(kept.tailMap(lastDay)),
        Fleet.temperatures(history, lastDay, Instant.MAX, Duration.ZERO));
    assertSpans(greatestOfMinutes, MINUTE, history);
    assertSpans(greatestOfHours, HOUR, history);
  }

  private static void assertSpans(
      SortedMap<Instant, Double> greatest, Duration width, SqliteHistory history)
      throws HistoryException {
    List<Point> points = Fleet.temperatures(history, Instant.MIN, Instant.MAX, width);
    TiersTest.assertInOrder(points);
    Map<Instant, Double> told =
        points.stream().collect(Collectors.toMap(Point::at, Point::max));
    assertEquals(greatest, told);
  }

  private static Instant floor(Instant time, Duration width) {
    long millis = width.toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), millis) * millis);
  }

  private static List<Point> points(SortedMap<Instant, Double> readings) {
    return readings.entrySet().stream()
        .map(reading -> Point.of(reading.getKey(), reading.getValue()))
        .toList();
  }
}
