package org.dubnium.fleet.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PointsTest {

  private static Points of(int... times) {
    Points points = new Points(0);
    for (int time : times) {
      points.add(time, time - 1, time, time + 2);
    }
    return points;
  }

  @Test
  void atFirstThereAreNone() {
    assertEquals(0, new Points(7).size());
    assertTrue(new Points(0).isEmpty());
    assertFalse(of(1).isEmpty());
  }

  @Test
  void pointsComeBackHoweverManyThereAre() {
    Points points = new Points(0);
    for (int i = 0; i < 10_000; i++) {
      points.add(i * 10L, i, i + 0.5, i + 1);
    }
    assertEquals(10_000, points.size());
    for (int i = 0; i < 10_000; i++) {
      assertEquals(i * 10L, points.time(i));
      assertEquals(i, points.min(i));
      assertEquals(i + 0.5, points.average(i));
      assertEquals(i + 1, points.max(i));
    }
  }

  @Test
  void aSingleReadingIsAllThree() {
    Instant at = Instant.parse("2026-11-21T08:00:00.250Z");
    Points points = new Points(1).add(at.toEpochMilli(), 7.5);
    for (Statistic statistic : Statistic.values()) {
      assertEquals(7.5, points.value(statistic, 0));
    }
    assertEquals(new Points(1).add(at, 7.5, 7.5, 7.5), points);
  }

  @Test
  void eachStatisticIsAColumn() {
    Points points = of(10);
    assertEquals(9, points.value(Statistic.MIN, 0));
    assertEquals(10, points.value(Statistic.AVERAGE, 0));
    assertEquals(12, points.value(Statistic.MAX, 0));
    assertEquals(
        List.of("min", "average", "max"),
        Stream.of(Statistic.values()).map(Statistic::text).toList());
  }

  @Test
  void laterOnesAreAddedBehind() {
    Points points = of(1, 2);
    points.addAll(of()).addAll(of(3, 4));
    assertEquals(of(1, 2, 3, 4), points);
  }

  @Test
  void theyAreTheSameIfAllOfThemAre() {
    Points roomy = new Points(1_000).add(1, 0, 1, 3);
    assertEquals(of(1), roomy);
    assertEquals(of(1).hashCode(), roomy.hashCode());
    assertEquals(of(1).toString(), roomy.toString());
    for (Points other :
        List.of(
            of(),
            of(1, 2),
            of(2),
            new Points(0).add(1, 0.5, 1, 3),
            new Points(0).add(1, 0, 2, 3),
            new Points(0).add(1, 0, 1, 4))) {
      assertNotEquals(of(1), other);
    }
    assertNotEquals(of(1), (Object) "[]");
  }

  @Test
  void peopleCanReadThem() {
    assertEquals("[]", of().toString());
    assertEquals(
        "[1970-01-01T00:00:01Z: 999.0≤1000.0≤1002.0, 1970-01-01T00:00:02Z: 1999.0≤2000.0≤2002.0]",
        of(1_000, 2_000).toString());
  }
}
