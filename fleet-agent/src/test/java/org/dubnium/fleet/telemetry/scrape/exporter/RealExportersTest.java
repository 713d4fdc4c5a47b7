package org.dubnium.fleet.telemetry.scrape.exporter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.ServerReading;
import org.dubnium.fleet.domain.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What exporters of real hosts tell, as people have reported it, and what is right. */
class RealExportersTest {

  private static final NodeId NODE = new NodeId("node");
  private static final String ENDPOINT = "127.0.0.1:8000";
  private static final Instant AT = Instant.parse("2026-11-29T08:00:00Z");

  private static NodeReading exported(String name) throws Exception {
    return Mappers.map(NODE, ENDPOINT, AT, ExporterOutput.samples(ExporterOutput.bytes(name)));
  }

  private static NodeReading text(String text) throws Exception {
    return Mappers.map(
        NODE, ENDPOINT, AT, ExporterOutput.samples(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Map<Metric, Double> only(NodeReading reading) {
    assertEquals(1, reading.gpus().size());
    return reading.gpus().getFirst().values();
  }

  /** NVIDIA/dcgm-exporter pull request 594, issue 587. */
  @Test
  void whatIsToldOfTheGpuCountsBeforeItsPods() throws Exception {
    assertEquals(
        Map.of(Metric.GPU_UTILIZATION, 88.0, Metric.GPU_MEMORY_USED, 9000.0),
        only(exported("dcgm-pods")));
  }

  static Stream<Arguments> parts() {
    String util = "DCGM_FI_DEV_GPU_UTIL{gpu=\"0\",UUID=\"GPU-1\",%s} %d\n";
    String used = "DCGM_FI_DEV_FB_USED{gpu=\"0\",UUID=\"GPU-1\",%s} %d\n";
    String a = "namespace=\"x\",pod=\"a\",container=\"c\"";
    String b = "namespace=\"x\",pod=\"b\",container=\"c\"";
    return Stream.of(
        Arguments.of("busiest pod", util.formatted(a, 60) + util.formatted(b, 0), 60.0),
        Arguments.of("idle pod first", util.formatted(b, 0) + util.formatted(a, 60), 60.0),
        Arguments.of("shared", used.formatted(a, 900) + used.formatted(b, 900), 900.0),
        Arguments.of(
            "virtual, each with its own",
            used.formatted(a + ",vgpu=\"0\"", 6100) + used.formatted(b + ",vgpu=\"1\"", 200),
            6300.0),
        Arguments.of(
            "virtual, each told with the whole",
            used.formatted(a + ",vgpu=\"0\"", 900) + used.formatted(b + ",vgpu=\"1\"", 900),
            900.0),
        Arguments.of(
            "one virtual, the other told with the whole",
            used.formatted(a + ",vgpu=\"0\"", 6100) + used.formatted(b, 200),
            6100.0),
        Arguments.of(
            "instances, of which pods share one",
            used.formatted("GPU_I_ID=\"1\"," + a, 500)
                + used.formatted("GPU_I_ID=\"1\"," + b, 500)
                + used.formatted("GPU_I_ID=\"2\"", 70),
            570.0),
        Arguments.of(
            "one of them garbage",
            util.formatted(a, 60) + "DCGM_FI_DEV_GPU_UTIL{gpu=\"0\"," + b + "} 4294967295\n",
            60.0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("parts")
  void partsMakeTheWhole(String name, String text, double whole) throws Exception {
    assertEquals(List.of(whole), List.copyOf(only(text(text)).values()), name);
  }

  @Test
  void profilingCountersStandInForUtilization() throws Exception {
    NodeReading reading =
        text(
            """
            DCGM_FI_PROF_GR_ENGINE_ACTIVE{gpu="0",UUID="GPU-1",GPU_I_ID="1"} 0.58
            DCGM_FI_PROF_GR_ENGINE_ACTIVE{gpu="0",UUID="GPU-1",GPU_I_ID="2"} 0.1
            DCGM_FI_PROF_DRAM_ACTIVE{gpu="0",UUID="GPU-1"} 0.07
            DCGM_FI_PROF_GR_ENGINE_ACTIVE{gpu="1",UUID="GPU-2"} 0.29
            DCGM_FI_DEV_GPU_UTIL{gpu="1",UUID="GPU-2"} 31
            DCGM_FI_PROF_GR_ENGINE_ACTIVE{gpu="2",UUID="GPU-3"} 1.0000001
            """);
    assertEquals(
        Map.of(Metric.GPU_UTILIZATION, 58.0, Metric.GPU_MEMORY_UTILIZATION, 7.0),
        reading.gpus().get(0).values());
    assertEquals(31.0, reading.gpus().get(1).values().get(Metric.GPU_UTILIZATION));
    assertEquals(100.0, reading.gpus().get(2).values().get(Metric.GPU_UTILIZATION));
  }

  /** Every hundredth: a product would leave a row of nines in eight of them. */
  @Test
  void ratiosAreWholePercents() throws Exception {
    for (int percent = 0; percent <= 100; percent++) {
      String ratio = "%d.%02d".formatted(percent / 100, percent % 100);
      NodeReading reading =
          text(
              """
              nvidia_smi_utilization_gpu_ratio{uuid="a"} RATIO
              nvidia_smi_fan_speed_ratio{uuid="a"} RATIO
              vllm:kv_cache_usage_perc{engine="0"} RATIO
              """
                  .replace("RATIO", ratio));
      assertEquals(percent, only(reading).get(Metric.GPU_UTILIZATION));
      assertEquals(percent, only(reading).get(Metric.GPU_FAN_SPEED));
      assertEquals(percent, reading.servers().getFirst().values().get(Metric.VLLM_KV_CACHE));
    }
  }

  /** NVIDIA/DCGM issue 199, NVIDIA/dcgm-exporter issue 418. */
  @Test
  void whatCannotBeIsNotTold() throws Exception {
    NodeReading reading = exported("dcgm-garbage");
    assertEquals(List.of(0, 1), reading.gpus().stream().map(GpuReading::index).toList());
    reading.gpus().forEach(gpu -> assertEquals(Map.of(), gpu.values()));
  }

  @ParameterizedTest
  @CsvSource({
    "DCGM_FI_DEV_GPU_TEMP, 151",
    "DCGM_FI_DEV_GPU_TEMP, -273",
    "DCGM_FI_DEV_GPU_UTIL, 100.5",
    "DCGM_FI_DEV_FB_USED, 2147483632",
    "DCGM_FI_DEV_SM_CLOCK, 2147483632",
    "DCGM_FI_DEV_POWER_USAGE, 2147483632",
    "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION, 9223372036854775792",
    "DCGM_FI_DEV_CLOCKS_EVENT_REASONS, 4294967295",
    "DCGM_FI_DEV_XID_ERRORS, 4294967295",
    "DCGM_FI_DEV_XID_ERRORS, 2147483632",
    "DCGM_FI_DEV_XID_ERRORS, 79.5",
    "DCGM_FI_DEV_XID_ERRORS, -1",
    "nvidia_smi_utilization_gpu_ratio, 42949672.95",
    "nvidia_smi_memory_used_bytes, 18446744073709551615"
  })
  void eachMetricHasItsRange(String name, String value) throws Exception {
    String labels = name.startsWith("nvidia") ? "{uuid=\"a\"} " : "{gpu=\"0\",UUID=\"GPU-a\"} ";
    assertEquals(Map.of(), only(text(name + labels + value + "\n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4294967295", "-1", "1e3", "0x1", "99999999999999999999", "", "00", "01", "1.0", " 1",
        "+1", "128", "GPU-1", "\u0661", "nvidia0"
      })
  void anOddIndexIsNoGpu(String index) throws Exception {
    String odd = "DCGM_FI_DEV_GPU_UTIL{gpu=\"" + index + "\",UUID=\"GPU-odd\"} 7\n";
    NodeReading reading = text("DCGM_FI_DEV_GPU_UTIL{gpu=\"5\",UUID=\"GPU-5\"} 50\n" + odd);
    assertEquals(List.of(5), reading.gpus().stream().map(GpuReading::index).toList());
    assertEquals(Map.of(), reading.values());
    assertFalse(reading.isWhole());
    assertTrue(
        reading.troubles().getFirst().text().startsWith("cannot use '" + index + "'"),
        reading.troubles().toString());
    assertThrows(MappingException.class, () -> text(odd));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0.5", "4294967295", "1e3", "128"})
  void anOddIndexOfNvidiaSmiIsNoGpu(String index) throws Exception {
    String odd =
        "nvidia_smi_index{uuid=\"b\"} " + index + "\nnvidia_smi_temperature_gpu{uuid=\"b\"} 40\n";
    NodeReading reading =
        text("nvidia_smi_index{uuid=\"a\"} 1\nnvidia_smi_temperature_gpu{uuid=\"a\"} 50\n" + odd);
    assertEquals(List.of(1), reading.gpus().stream().map(GpuReading::index).toList());
    assertFalse(reading.isWhole());
    assertThrows(MappingException.class, () -> text(odd));
  }

  @Test
  void moreGpusThanANodeHasAreLeftOutAndSaid() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int gpu = 0; gpu < 200; gpu++) {
      text.append("DCGM_FI_DEV_GPU_UTIL{gpu=\"%1$d\",UUID=\"GPU-%1$d\"} 1\n".formatted(gpu));
    }
    NodeReading reading = text(text.toString());
    assertEquals(GpuReading.MOST, reading.gpus().size());
    assertTrue(reading.troubles().getFirst().text().contains("(72 samples)"));
  }

  static Stream<String> renamed() {
    return Stream.of(
        "gpu=\"1\",UUID=\"GPU-1\",Hostname=\"node\"",
        "GPU=\"1\",UUID=\"GPU-1\",hostname=\"node\"",
        "minor_number=\"1\",uuid=\"GPU-1\",node=\"node\"",
        "gpu=\"1\",uuid=\"1\",instance=\"node:9400\"");
  }

  @ParameterizedTest
  @MethodSource("renamed")
  void labelsMayHaveOtherNames(String labels) throws Exception {
    NodeReading reading = text("DCGM_FI_DEV_GPU_UTIL{" + labels + "} 7\n");
    assertEquals("node", reading.hostname());
    assertEquals(
        List.of(new GpuReading(1, "GPU-1", "", "", Map.of(Metric.GPU_UTILIZATION, 7.0))),
        reading.gpus());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hostname", "hostname", "node", "instance"})
  void twoHostsBehindOneAddressAreNotMixed(String label) throws Exception {
    String text =
        """
        DCGM_FI_DEV_GPU_UTIL{gpu="0",UUID="GPU-a",HOST="node"} 10
        DCGM_FI_DEV_GPU_UTIL{gpu="0",UUID="GPU-b",HOST="other"} 90
        nvidia_smi_temperature_gpu{uuid="c",HOST="other"} 90
        nvidia_smi_temperature_gpu{uuid="a",HOST="node"} 40
        node_load1{HOST="node"} 1
        node_load1{HOST="other"} 9
        vllm:num_requests_running{HOST="node"} 2
        vllm:num_requests_running{HOST="other"} 7
        """
            .replace("HOST", label);
    NodeReading reading = text(text);
    assertEquals(
        Map.of(Metric.GPU_UTILIZATION, 10.0, Metric.GPU_TEMPERATURE, 40.0), only(reading));
    assertLoadAndServer(reading);
    MappingException unknown =
        assertThrows(MappingException.class, () -> text(text.replace("\"node\"", "\"third\"")));
    assertTrue(String.valueOf(unknown.getMessage()).contains("2 hosts"), unknown.getMessage());
  }

  private static void assertLoadAndServer(NodeReading reading) {
    assertEquals(Map.of(Metric.NODE_LOAD, 1.0), reading.values());
    assertEquals(
        List.of(new ServerReading(ENDPOINT, Map.of(Metric.VLLM_REQUESTS_RUNNING, 2.0))),
        reading.servers());
  }

  /** Of several hosts only one has a GPU, and it is not this one. */
  @Test
  void theGpuOfAnotherHostIsNotTaken() throws Exception {
    NodeReading reading =
        text(
            """
            DCGM_FI_DEV_GPU_UTIL{gpu="0",UUID="GPU-b",Hostname="other"} 90
            node_load1{instance="node:9100"} 1
            node_load1{instance="other:9100"} 9
            vllm:num_requests_running 2
            """);
    assertEquals(List.of(), reading.gpus());
    assertLoadAndServer(reading);
  }

  @Test
  void twoHostsThatDoNotSayWhoTheyAreAreRefused() {
    MappingException two =
        assertThrows(
            MappingException.class,
            () ->
                text(
                    """
                    DCGM_FI_DEV_GPU_UTIL{gpu="0",UUID="GPU-a"} 10
                    DCGM_FI_DEV_GPU_UTIL{gpu="0",UUID="GPU-b"} 90
                    """));
    assertTrue(String.valueOf(two.getMessage()).contains("GPU-a or GPU-b"), two.getMessage());
  }

  /** NVIDIA/dcgm-exporter issues 394, 482 and 488. */
  @Test
  void aLineThatNobodyWantsCostsNothingAndIsNamed() throws Exception {
    NodeReading reading = exported("dcgm-bad-line");
    assertEquals(
        Map.of(Metric.GPU_UTILIZATION, 12.0, Metric.GPU_TEMPERATURE, 41.0), only(reading));
    assertEquals(
        List.of(
            new Trouble(
                "passed over line 2 (DCGM_FI_DEV_VGPU_INSTANCE_IDS): the value 'ERROR' is not a"
                    + " number",
                false)),
        reading.troubles());
  }

  @Test
  void aLineThatIsWantedCostsItselfAndIsALoss() throws Exception {
    NodeReading reading =
        text(
            """
            DCGM_FI_DEV_GPU_UTIL{gpu="0",UUID="GPU-a"} 10
            DCGM_FI_DEV_GPU_TEMP{gpu="0",UUID="GPU-a"} ERROR - FAILED TO CONVERT TO STRING
            DCGM_FI_DEV_GPU_TEMP{gpu="1",UUID="GPU-b"} ERROR - FAILED TO CONVERT TO STRING
            """);
    assertEquals(Map.of(Metric.GPU_UTILIZATION, 10.0), only(reading));
    assertEquals(
        List.of(
            new Trouble(
                "passed over line 2 (DCGM_FI_DEV_GPU_TEMP): the value 'ERROR' is not a number, and 1"
                    + " more",
                true)),
        reading.troubles());
  }

  /** netdata/netdata issue 18862, prometheus/prometheus issue 4803. */
  @Test
  void anotherLinesEncodingCostsNothing() throws Exception {
    NodeReading reading = exported("dcgm-latin1");
    assertEquals(Map.of(Metric.GPU_UTILIZATION, 12.0), only(reading));
    assertEquals(List.of(), reading.troubles());
  }

  @Test
  void aPageThatIsNoneOfMetricsIsNamed() {
    MappingException page =
        assertThrows(MappingException.class, () -> text("<html>\n<body>Hello</body>\n"));
    assertTrue(String.valueOf(page.getMessage()).contains("line 1: '<html>'"), page.getMessage());
    MappingException empty = assertThrows(MappingException.class, () -> text(""));
    assertTrue(String.valueOf(empty.getMessage()).contains("nothing"), empty.getMessage());
  }

  @Test
  void nothingButBlanksIsALoss() throws Exception {
    NodeReading reading =
        text(
            """
            DCGM_FI_DEV_GPU_UTIL{gpu="0",UUID="GPU-a"} 9223372036854775794
            DCGM_FI_DEV_GPU_UTIL{gpu="1",UUID="GPU-b"} 5
            DCGM_FI_DEV_FAN_SPEED{gpu="1",UUID="GPU-b"} 9223372036854775794
            """);
    assertEquals(2, reading.gpus().size());
    assertEquals(
        List.of(new Trouble("DCGM tells nothing but blanks of GPU 0", true)), reading.troubles());
  }

  @Test
  void aCollectorThatFailsIsALoss() throws Exception {
    NodeReading reading =
        text(
            """
            node_load1 1
            node_scrape_collector_success{collector="meminfo"} 0
            node_scrape_collector_success{collector="cpu"} 1
            node_scrape_collector_success{collector="zfs"} 0
            """);
    assertEquals(
        List.of(new Trouble("the exporter's collector meminfo fails", true)), reading.troubles());
  }
}
