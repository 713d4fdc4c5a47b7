package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.telemetry.store.codec.RowState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricNumbersTest {

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
    assertEquals(8 + Metric.values().length - 1, first.count());
    assertEquals(first.count(), again.count());
    for (Metric metric : Metric.values()) {
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

  /** A set of metrics is a number of 64 bits: one more would be another metric's bit. */
  @Test
  void moreThanFitASetAreRefused() throws SQLException {
    unknown(RowState.METRICS - Metric.values().length);
    assertEquals(RowState.METRICS, MetricNumbers.load(memory.connection()).count());
    memory.run("DELETE FROM metric WHERE name = 'gpu_power'");
    memory.run("INSERT INTO metric (id, name) VALUES (64, 'one_more')");
    SQLException refused =
        assertThrows(SQLException.class, () -> MetricNumbers.load(memory.connection()));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("cannot number more than 64"));
  }
}
