package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.telemetry.HistoryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Years in steps of hours. */
class RetentionTest {

  private static final Duration STEP = Duration.ofHours(2);

  @TempDir private Path directory;
  private final Fleet fleet = new Fleet();

  private Path file() {
    return directory.resolve("telemetry.db");
  }

  private void live(SqliteHistory history, Duration time) throws HistoryException {
    for (Instant end = fleet.instant().plus(time); fleet.instant().isBefore(end); ) {
      fleet.temperatures(history, 50);
      fleet.pass(STEP.minus(Fleet.STEP));
    }
  }

  private long oldestDays(String table) throws SQLException {
    long first = Sql.number(file(), "SELECT min(first) FROM " + table);
    return Duration.between(Instant.ofEpochMilli(first), fleet.instant()).toDays();
  }

  @Test
  void afterThreeYearsEachTierIsAsLongAsItShould() throws HistoryException, SQLException {
    try (SqliteHistory history = fleet.open(file())) {
      live(history, Duration.ofDays(3 * 365));
      List<Point> points = Fleet.temperatures(history);
      TiersTest.assertInOrder(points);
      long days = Duration.between(points.getFirst().at(), fleet.instant()).toDays();
      assertTrue(days >= 731, () -> "hours are kept for " + days + " days");
      assertTrue(points.size() >= 731 * 12, () -> points.size() + " points are left");
      List<Point> late =
          Fleet.temperatures(history, Instant.MIN, Instant.MAX, Duration.ofHours(1));
      assertEquals(points.getFirst().at(), late.getFirst().at());
    }
    // A row goes as a whole, once its last point is too old.
    assertTrue(oldestDays("raw") <= 2);
    assertTrue(oldestDays("minute") <= 33);
    assertTrue(oldestDays("hour") <= 731 + 40);
    for (String table : List.of("raw", "minute", "hour", "hour_part", "minute_part")) {
      assertTrue(Sql.number(file(), "SELECT count(*) FROM " + table) < 1_000, table);
    }
  }

  /** What was never enough for a row of minutes must be in the hours before it goes. */
  @Test
  void aNodeThatIsLongGoneIsStillKnownByItsHours() throws HistoryException, SQLException {
    try (SqliteHistory history = fleet.open(file())) {
      fleet.temperatures(history, Fleet.many(10));
      fleet.pass(Duration.ofDays(100));
      for (int round = 0; round < 600; round++) {
        Fleet.keep(
            history,
            Fleet.node(new NodeId("other"), fleet.instant(), Map.of(Metric.NODE_LOAD, 1.0)));
        fleet.pass(Fleet.STEP);
      }
      assertEquals(
          List.of(new Point(Fleet.BEGIN, 40, 44.5, 49)), Fleet.temperatures(history));
    }
    assertEquals(
        0, Sql.number(file(), "SELECT count(*) FROM raw WHERE entity IN " + ofGone()));
    assertEquals(
        1, Sql.number(file(), "SELECT count(*) FROM hour_part WHERE entity IN " + ofGone()));
  }

  /** Whoever names GPUs and nodes for ever must not fill the memory for ever. */
  @Test
  void ofWhatIsLongGoneNotEvenTheNameIsKept() throws HistoryException, SQLException {
    String named = "SELECT count(*) FROM entity WHERE subject = 'gpu:n1/0'";
    try (SqliteHistory history = fleet.open(file())) {
      fleet.temperatures(history, Fleet.many(10));
      others(history, Duration.ofDays(700));
      assertEquals(1, Sql.number(file(), named), "its hours are kept");
      others(history, Duration.ofDays(100));
      assertEquals(0, Sql.number(file(), named));
      assertEquals(1, Sql.number(file(), "SELECT count(*) FROM entity WHERE subject = 'node:other'"));
      fleet.temperatures(history, 50);
      assertEquals(1, Fleet.temperatures(history).size());
    }
    try (SqliteHistory history = fleet.open(file())) {
      fleet.temperatures(history, 60);
      assertEquals(2, Fleet.temperatures(history).size());
    }
  }

  private void others(SqliteHistory history, Duration time) throws HistoryException {
    for (Instant end = fleet.instant().plus(time); fleet.instant().isBefore(end); ) {
      Fleet.keep(
          history,
          Fleet.node(new NodeId("other"), fleet.instant(), Map.of(Metric.NODE_LOAD, 1.0)));
      fleet.pass(STEP);
    }
  }

  private static String ofGone() {
    return "(SELECT id FROM entity WHERE subject = 'gpu:n1/0')";
  }

  @Test
  void otherLengthsMayBeAskedFor() throws HistoryException, SQLException {
    Retention brief =
        new Retention(Duration.ofHours(2), Duration.ofHours(4), Duration.ofHours(8));
    try (SqliteHistory history = SqliteHistory.open(file(), brief, fleet, fleet::nanoTime)) {
      fleet.temperatures(history, Fleet.many(360 * 30));
      List<Point> points = Fleet.temperatures(history);
      assertFalse(points.getFirst().at().isAfter(fleet.instant().minus(brief.hour())));
      TiersTest.assertInOrder(points);
    }
    assertEquals(0, oldestDays("hour_part"));
    assertEquals(0, Sql.number(file(), "SELECT count(*) FROM hour"));
  }

  /** After a day: until then the clock may be wrong that says that a year has passed. */
  @Test
  void aFileThatWasIdleForAYearIsEmptiedRoundByRound() throws HistoryException, SQLException {
    try (SqliteHistory history = fleet.open(file())) {
      fleet.temperatures(history, Fleet.many(2_000));
    }
    fleet.pass(Duration.ofDays(365));
    try (SqliteHistory history = fleet.open(file())) {
      fleet.temperatures(history, 1, 2, 3);
      assertEquals(2_000 + 3, Fleet.temperatures(history).size(), "all is there still");
      fleet.pass(Duration.ofDays(1));
      fleet.temperatures(history, 1, 2, 3);
      assertEquals(6 + 6, Fleet.temperatures(history).size(), "six hours, and what is new");
    }
    assertEquals(0, Sql.number(file(), "SELECT count(*) FROM minute"));
  }
}
