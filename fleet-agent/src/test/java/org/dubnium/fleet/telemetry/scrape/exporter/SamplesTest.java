package org.dubnium.fleet.telemetry.scrape.exporter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final String ENDPOINT = "127.0.0.1:8000";

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
        1,
        Mappers.map(NODE, ENDPOINT, Instant.EPOCH, parsed(lines(100, i -> load))).values().size());
    assertFalse(parsed(lines(Samples.MOST_SAMPLES, i -> load)).isEmpty());
    refused(lines(Samples.MOST_SAMPLES + 1, i -> load), "32768 samples");
  }

  @Test
  void setsOfLabelsAreCounted() throws Exception {
    IntFunction<String> line =
        i -> "DCGM_FI_DEV_GPU_UTIL{gpu=\"0\",UUID=\"GPU-" + i + "\"} 1";
    assertFalse(parsed(lines(Samples.MOST_LABEL_SETS, line)).isEmpty());
    refused(lines(Samples.MOST_LABEL_SETS + 1, line), "8192 different sets");
  }

  @Test
  void charactersOfLabelsAreCounted() throws Exception {
    // Of 8 characters of a name and 248 of a value 2^12 are the most.
    IntFunction<String> line =
        i -> "node_load1{nodename=\"%s\"} 1".formatted("%04d".formatted(i) + "h".repeat(244));
    assertFalse(parsed(lines(4_096, line)).isEmpty());
    refused(lines(4_097, line), "1048576 characters");
    String long250 = "u".repeat(240);
    refused(
        lines(
            8_000, i -> "DCGM_FI_DEV_GPU_UTIL{gpu=\"0\",UUID=\"" + i + long250 + "\"} 1"),
        "1048576 characters");
  }

  @Test
  void hostsAreCounted() throws Exception {
    IntFunction<String> line =
        i -> "DCGM_FI_DEV_GPU_UTIL{gpu=\"0\",Hostname=\"host-" + i + "\"} 1";
    assertFalse(parsed(lines(Hosts.MOST, line)).isEmpty());
    refused(lines(Hosts.MOST + 1, line), "16384 hosts");
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
          Mappers.map(NODE, ENDPOINT, Instant.EPOCH, parsed(text)).gpus().getFirst().values());
    }
  }

  /** What was kept of the first host goes when there is a second, and the first is not the node. */
  @Test
  void ofAFirstHostThatIsNotTheNodeNothingStays() throws Exception {
    String first =
        lines(
            Samples.MOST_SAMPLES - 1,
            i -> "DCGM_FI_DEV_GPU_UTIL{gpu=\"0\",UUID=\"GPU-y\",Hostname=\"other\"} 9");
    Samples samples =
        parsed(
            first + "DCGM_FI_DEV_GPU_UTIL{gpu=\"0\",UUID=\"GPU-x\",Hostname=\"node\"} 5\n");
    Selection all = samples.select(Set.of("DCGM_FI_DEV_GPU_UTIL"), new NodeId("other"));
    assertEquals(List.of(), all.of("DCGM_FI_DEV_GPU_UTIL"), "nor can they be asked for");
    Selection own = samples.select(Set.of("DCGM_FI_DEV_GPU_UTIL"), NODE);
    assertEquals("node", own.host());
    assertEquals(1, own.of("DCGM_FI_DEV_GPU_UTIL").size());
  }

  @Test
  void aTextWithoutAnySampleIsEmpty() throws Exception {
    assertTrue(parsed("# HELP node_load1 load\n").isEmpty());
    assertFalse(parsed("unwanted 1\n").isEmpty());
    Set<String> load = Set.of("node_load1");
    assertFalse(parsed("unwanted 1\n").hasAny(load));
    assertFalse(parsed("DCGM_FI_DEV_GPU_UTIL{gpu=\"0\",Hostname=\"a\"} 1\n").hasAny(load));
    assertTrue(parsed("node_load1 1\n").hasAny(load));
  }

  /** One exporter that names its only host in another way than its neighbour does. */
  @Test
  void oneHostOfEachExporterIsEnough() throws Exception {
    Samples samples =
        parsed(
            """
            DCGM_FI_DEV_GPU_UTIL{gpu="0",UUID="GPU-x",Hostname="gpu-host"} 5
            node_load1{instance="10.0.0.7:9100"} 1
            """);
    assertEquals(
        "gpu-host", samples.select(Set.of("DCGM_FI_DEV_GPU_UTIL"), NODE).host());
    assertEquals("10.0.0.7", samples.select(Set.of("node_load1"), NODE).host());
    assertEquals("", samples.select(Set.of("vllm:num_requests_running"), NODE).host());
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
        1, Mappers.map(NODE, ENDPOINT, Instant.EPOCH, parsed(text)).gpus().size());
  }
}
