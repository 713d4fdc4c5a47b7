package org.dubnium.fleet.telemetry.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.telemetry.HistoryQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

  private static String of(Metric metric, Set<String> hosts, Optional<String> part) {
    return new Expression(Set.of(metric), hosts, hosts.stream().findFirst(), part, "60000ms").text();
  }

  @Test
  void namesTheHostAndTheGpuAndAsksForAllThree() {
    String text = of(Metric.GPU_POWER, Set.of("gpu-1"), Optional.of("3"));
    for (String which : new String[] {"min", "avg", "max"}) {
      assertTrue(
          text.contains(
              which
                  + "_over_time(DCGM_FI_DEV_POWER_USAGE{Hostname=~\"gpu-1\",gpu=~\"3\",GPU_I_ID=\"\"}[60000ms])"),
          text);
    }
    assertTrue(text.contains("\"dubnium_metric\", \"gpu_power\""), text);
  }

  @Test
  void ofOneGpuNothingIsToldOfTheNode() {
    assertEquals("", of(Metric.NODE_LOAD, Set.of("a"), Optional.of("0")));
    assertEquals("", of(Metric.SLURM_CPUS_TOTAL, Set.of("a"), Optional.of("0")));
    assertFalse(of(Metric.NODE_LOAD, Set.of("a"), Optional.empty()).isEmpty());
  }

  @Test
  void aServerIsNamedWithItsNode() {
    String text = of(Metric.VLLM_KV_CACHE, Set.of("gpu-1"), Optional.of("127.0.0.1:8000"));
    assertTrue(
        text.contains(
            "max by (node, server) (avg_over_time(dubnium_vllm_kv_cache_ratio{node=~\"gpu-1\","
                + "server=~\"127\\\\x{2e}0\\\\x{2e}0\\\\x{2e}1:8000\"}[60000ms]))"),
        text);
    assertFalse(
        of(Metric.VLLM_KV_CACHE, Set.of("gpu-1"), Optional.empty()).contains("server=~"), text);
  }

  @Test
  void ofWhatIsNotExposedNothingIsAsked() {
    assertEquals("", of(Metric.MODE_CONDITION, Set.of("a"), Optional.empty()));
    assertEquals("", of(Metric.GPU_GONE, Set.of("a"), Optional.empty()));
  }

  @Test
  void aNodesMemoryIsBytesThere() {
    assertFalse(of(Metric.NODE_MEMORY_TOTAL, Set.of(), Optional.empty()).contains("1048576"));
  }

  /** Whoever is scraped says what the host is called. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpu-1_a:9         | gpu-1_a:9",
        "a.b               | a\\\\x{2e}b",
        "\"} or up{x=\"    | \\\\x{22}\\\\x{7d}\\\\x{20}or\\\\x{20}up\\\\x{7b}x\\\\x{3d}\\\\x{22}",
        "a\\               | a\\\\x{5c}",
        "é                 | \\\\x{e9}",
      })
  void aNameIsNoPattern(String name, String pattern) {
    assertEquals(pattern, Expression.pattern(name));
  }

  private static Spans spans(String start, String end, Duration resolution) {
    return Spans.of(
        new HistoryQuery(
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Instant.parse(start),
            Instant.parse(end),
            resolution));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00Z, 2026-01-01T01:00:00Z, PT1M,   PT1M,    00:00:00, 60",
    "2026-01-01T00:00:30Z, 2026-01-01T01:00:30Z, PT1M,   PT1M,    00:01:00, 60",
    "2026-01-01T00:00:00Z, 2026-01-01T00:00:10Z, PT0S,   PT1S,    00:00:00, 10",
    "2026-01-01T00:00:00Z, 2026-01-02T00:00:00Z, PT0S,   PT7.855S, 00:00:05.755, 10999",
  })
  void spansAreWholeAndNotTooMany(
      String start, String end, Duration asked, Duration length, String first, long count) {
    Spans spans = spans(start, end, asked);
    assertEquals(length.toMillis(), spans.length());
    assertEquals(Instant.parse("2026-01-01T" + first + "Z").toEpochMilli(), spans.first());
    assertEquals(count, (spans.last() - spans.first()) / spans.length() + 1);
  }

  @Test
  void aSpanIsLookedBackOnFromItsLastMillisecond() {
    Spans spans = spans("2026-01-01T00:00:00Z", "2026-01-01T00:02:00Z", Duration.ofMinutes(1));
    assertEquals("1767225659.999", spans.from());
    assertEquals("1767225719.999", spans.to());
    assertEquals("60.000", spans.step());
    assertEquals(
        Instant.parse("2026-01-01T00:00:00Z"), spans.begin(Double.parseDouble(spans.from())));
  }

  @Test
  void aTimeThatIsShorterThanASpanHasNone() {
    assertTrue(
        spans("2026-01-01T00:00:10Z", "2026-01-01T00:00:20Z", Duration.ofMinutes(1)).areNone());
    Spans all =
        Spans.of(
            new HistoryQuery(
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Instant.MIN,
                Instant.MAX,
                Duration.ofDays(100_000)));
    assertTrue(all.length() > 0 && (all.last() - all.first()) / all.length() <= 11_000);
  }
}
