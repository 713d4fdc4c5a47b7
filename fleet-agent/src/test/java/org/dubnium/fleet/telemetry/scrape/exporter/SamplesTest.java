package org.dubnium.fleet.telemetry.scrape.exporter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.IntFunction;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.telemetry.scrape.exposition.ExpositionException;
import org.dubnium.fleet.telemetry.scrape.exposition.ExpositionParser;
import org.dubnium.fleet.telemetry.scrape.exposition.Format;
import org.dubnium.fleet.telemetry.scrape.exposition.Limits;
import org.junit.jupiter.api.Test;

/** What is kept of one text is bounded, whatever it says. */
class SamplesTest {

  private static final NodeId NODE = new NodeId("node");

  private static Samples parsed(String text) throws Exception {
    Samples samples = Mappers.samples(NODE);
    new ExpositionParser(Limits.DEFAULT)
        .parse(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Format.TEXT, samples);
    return samples;
  }

  private static String lines(int count, IntFunction<String> line) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(line.apply(i)).append('\n');
    }
    return text.toString();
  }

  private static void refused(String text, String what) {
    ExpositionException refused =
        assertThrows(ExpositionException.class, () -> parsed(text));
    assertTrue(String.valueOf(refused.getMessage()).contains(what), refused.getMessage());
  }

  @Test
  void samplesAreCounted() throws Exception {
    String load = "node_load1 1";
    assertEquals(
        1, Mappers.map(NODE, Instant.EPOCH, parsed(lines(100, i -> load))).values().size());
    refused(lines(Samples.MOST_SAMPLES + 1, i -> load), "32768 samples");
  }

  @Test
  void setsOfLabelsAreCounted() {
    refused(
        lines(
            Samples.MOST_LABEL_SETS + 1,
            i -> "DCGM_FI_DEV_GPU_UTIL{gpu=\"0\",UUID=\"GPU-" + i + "\"} 1"),
        "8192 different sets");
  }

  @Test
  void charactersOfLabelsAreCounted() {
    String long250 = "u".repeat(240);
    refused(
        lines(
            8_000, i -> "DCGM_FI_DEV_GPU_UTIL{gpu=\"0\",UUID=\"" + i + long250 + "\"} 1"),
        "1048576 characters");
  }

  @Test
  void hostsAreCounted() {
    refused(
        lines(
            Hosts.MOST + 1,
            i -> "DCGM_FI_DEV_GPU_UTIL{gpu=\"0\",Hostname=\"host-" + i + "\"} 1"),
        "16384 hosts");
  }

  /** A fleet agent tells of all its nodes: of a thousand, one is kept. */
  @Test
  void ofOtherHostsNothingIsKept() throws Exception {
    String others =
        lines(
            40_000,
            i ->
                "DCGM_FI_DEV_GPU_UTIL{gpu=\"%d\",UUID=\"GPU-%d\",Hostname=\"other-%d\"} 9"
                    .formatted(i % 8, i, i / 40));
    String own = "DCGM_FI_DEV_GPU_UTIL{gpu=\"0\",UUID=\"GPU-x\",Hostname=\"node.lan\"} 5\n";
    for (String text : new String[] {own + others, others + own}) {
      assertEquals(
          Map.of(Metric.GPU_UTILIZATION, 5.0),
          Mappers.map(NODE, Instant.EPOCH, parsed(text)).gpus().getFirst().values());
    }
  }

  /** The labels are told anew with each sample; one set of them is kept. */
  @Test
  void whatNobodyWantsDoesNotCount() throws Exception {
    String text =
        lines(
            20_000,
            i ->
                "DCGM_FI_DEV_GPU_UTIL{gpu=\"0\",UUID=\"GPU-x\",job=\"%d\",note=\"%s\"} 5"
                    .formatted(i, "n".repeat(400)));
    assertEquals(
        1, Mappers.map(NODE, Instant.EPOCH, parsed(text)).gpus().size());
  }
}
