package org.dubnium.fleet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The words that people read, that the API carries and that are stored: each means one thing. */
class AlertWordsTest {

  @ParameterizedTest
  @CsvSource({
    "GT, gt, >",
    "LT, lt, <",
    "EQ, eq, =",
    "GTE, gte, ≥",
    "LTE, lte, ≤"
  })
  void conditions(Condition condition, String text, String symbol) {
    assertEquals(text, condition.text());
    assertEquals(symbol, condition.symbol());
    assertEquals(Optional.of(condition), Condition.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "GPU_UTILIZATION, gpu_utilization, %",
    "GPU_MEMORY_USED, gpu_memory_used, MiB",
    "GPU_MEMORY_PERCENT, gpu_memory_percent, %",
    "GPU_TEMPERATURE, gpu_temperature, °C",
    "GPU_POWER, gpu_power, W",
    "VLLM_KV_CACHE, vllm_kv_cache, %",
    "NODE_UNREACHABLE, node_unreachable, ''"
  })
  void metrics(Metric metric, String text, String unit) {
    assertEquals(text, metric.text());
    assertEquals(unit, metric.unit());
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void everyMetricIsReadAsItIsWritten(Metric metric) {
    assertEquals(Optional.of(metric), Metric.parse(metric.text()));
  }

  @Test
  void whatIsDerivedIsNotKept() {
    assertEquals(
        Set.of(
            Metric.GPU_MEMORY_PERCENT,
            Metric.GPU_XID_FATAL,
            Metric.GPU_GONE,
            Metric.VLLM_REQUESTS_STUCK,
            Metric.NODE_UNREACHABLE,
            Metric.NODE_INCOMPLETE,
            Metric.CHANNEL_FAILING),
        Arrays.stream(Metric.values())
            .filter(metric -> !metric.isKept())
            .collect(Collectors.toSet()));
  }

  @Test
  void aPersonEndsWhatNothingElseWouldEnd() {
    assertEquals(
        Set.of(Metric.GPU_XID, Metric.GPU_XID_FATAL, Metric.GPU_GONE),
        Arrays.stream(Metric.values())
            .filter(Metric::endsByAcknowledgement)
            .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @CsvSource({"FIRED, fired", "ACKNOWLEDGED, acknowledged", "RESOLVED, resolved"})
  void notifications(NotificationKind kind, String text) {
    assertEquals(text, kind.text());
    assertEquals(Optional.of(kind), NotificationKind.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"RESOLVED, resolved", "NO_LONGER_REPORTED, no-longer-reported"})
  void endings(Ending ending, String text) {
    assertEquals(text, ending.text());
    assertEquals(Optional.of(ending), Ending.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"CRITICAL, critical", "ERROR, error", "WARNING, warning", "INFO, info"})
  void severities(Severity severity, String text) {
    assertEquals(text, severity.text());
  }

  @Test
  void aWordThatIsNoneMeansNothing() {
    assertTrue(Metric.parse("gpu_colour").isEmpty());
    assertTrue(Condition.parse("GT").isEmpty());
    assertTrue(NotificationKind.parse("").isEmpty());
    assertTrue(Ending.parse("no_longer_reported").isEmpty());
  }
}
