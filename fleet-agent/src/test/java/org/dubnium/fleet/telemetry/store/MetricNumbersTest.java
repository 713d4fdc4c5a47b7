package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.domain.Metric;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricNumbersTest {

  private static final List<Metric> KEPT =
      Arrays.stream(Metric.values()).filter(Metric::isKept).toList();

  private final Memory memory = new Memory();

  MetricNumbersTest() throws SQLException {}

  @AfterEach
  void close() throws SQLException {
    assertEquals(0, memory.open());
    memory.close();
  }

  private void unknown(int count) throws SQLException {
    for (int i = 0; i < count; i++) {
      memory.run("INSERT INTO metric (id, name) VALUES (" + i + ", 'of_another_program_" + i + "')");
    }
  }

  @Test
  void numbersStayWhatTheyAre() throws SQLException {
    unknown(3);
    memory.run("INSERT INTO metric (id, name) VALUES (7, 'gpu_power')");
    MetricNumbers first = MetricNumbers.load(memory.connection());
    MetricNumbers again = MetricNumbers.load(memory.connection());
    assertEquals(7, first.of(Metric.GPU_POWER));
    assertEquals(3 + KEPT.size(), memory.number("SELECT count(*) FROM metric"));
    assertEquals(8 + KEPT.size() - 2, memory.number("SELECT max(id) FROM metric"));
    for (Metric metric : KEPT) {
      assertEquals(first.of(metric), again.of(metric));
      assertEquals(Optional.of(metric), again.metric(again.of(metric)));
    }
    assertEquals(Optional.empty(), first.metric(2));
    assertEquals(Optional.empty(), first.metric(5));
  }

  @Test
  void aNumberStandsForOneOfThoseThatAreAskedFor() throws SQLException {
    unknown(1);
    MetricNumbers numbers = MetricNumbers.load(memory.connection());
    var wanted = numbers.oneOf(Set.of(Metric.GPU_POWER));
    assertTrue(wanted.test(numbers.of(Metric.GPU_POWER)));
    assertFalse(wanted.test(numbers.of(Metric.NODE_LOAD)));
    assertFalse(wanted.test(0));
  }

  @Test
  void whatIsNotKeptHasNone() throws SQLException {
    MetricNumbers numbers = MetricNumbers.load(memory.connection());
    assertThrows(IllegalStateException.class, () -> numbers.of(Metric.GPU_GONE));
    assertEquals(0, memory.number("SELECT count(*) FROM metric WHERE name = 'gpu_gone'"));
  }

  /** As after many versions, each of which had others. */
  @Test
  void thereMayBeManyNumbers() throws SQLException {
    unknown(200);
    MetricNumbers numbers = MetricNumbers.load(memory.connection());
    for (Metric metric : KEPT) {
      assertTrue(numbers.of(metric) >= 200, metric::text);
    }
    assertEquals(200 + KEPT.size(), memory.number("SELECT count(*) FROM metric"));
  }
}
