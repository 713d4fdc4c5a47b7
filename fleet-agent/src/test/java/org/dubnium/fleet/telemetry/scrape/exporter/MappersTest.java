package org.dubnium.fleet.telemetry.scrape.exporter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.ServerReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappersTest {

  private static final NodeId NODE = new NodeId("node");
  private static final String ENDPOINT = "127.0.0.1:8000";
  private static final Instant AT = Instant.parse("2026-11-21T08:00:00Z");

  private static NodeReading exported(String name, NodeId node) throws Exception {
    return Mappers.map(node, ENDPOINT, AT, ExporterOutput.samples(ExporterOutput.bytes(name)));
  }

  private static NodeReading text(String text) throws Exception {
    return Mappers.map(
        NODE, ENDPOINT, AT, ExporterOutput.samples(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void dcgmExporter() throws Exception {
    assertEquals(
        new NodeReading(
            NODE,
            "trainer",
            AT,
            List.of(
                new GpuReading(
                    0,
                    "GPU-11111111-aaaa-4bbb-8ccc-000000000000",
                    "NVIDIA H100 80GB HBM3",
                    "00000000:17:00.0",
                    Map.of(
                        Metric.GPU_SM_CLOCK, 1980.0,
                        Metric.GPU_MEMORY_TEMPERATURE, 71.0,
                        Metric.GPU_POWER, 612.204,
                        Metric.GPU_ENERGY, 905527218553.0,
                        Metric.GPU_UTILIZATION, 97.0,
                        Metric.GPU_XID, 79.0,
                        Metric.GPU_MEMORY_FREE, 1079.0,
                        Metric.GPU_MEMORY_USED, 80000.0,
                        Metric.GPU_MEMORY_TOTAL, 81559.0,
                        Metric.GPU_THROTTLE, 2.0)),
                new GpuReading(
                    1,
                    "GPU-11111111-aaaa-4bbb-8ccc-000000000001",
                    "NVIDIA H100 80GB HBM3",
                    "00000000:3D:00.0",
                    Map.of(
                        Metric.GPU_SM_CLOCK, 345.0,
                        Metric.GPU_POWER, 71.88,
                        Metric.GPU_UTILIZATION, 0.0,
                        Metric.GPU_MEMORY_FREE, 81079.0,
                        Metric.GPU_MEMORY_USED, 0.0,
                        Metric.GPU_MEMORY_TOTAL, 81559.0,
                        Metric.GPU_THROTTLE, 0.0))),
            Map.of()),
        exported("dcgm", NODE));
  }

  @Test
  void gpuThatIsCutIntoInstancesIsStillOne() throws Exception {
    assertEquals(
        List.of(
            new GpuReading(
                0,
                "GPU-22222222-aaaa-4bbb-8ccc-000000000000",
                "NVIDIA A100-SXM4-40GB",
                "",
                Map.of(Metric.GPU_MEMORY_USED, 11500.0, Metric.GPU_TEMPERATURE, 44.0))),
        exported("dcgm-mig", NODE).gpus());
  }

  /** As a GPU that is lost is told of: that it has no memory at all is no reading. */
  @Test
  void memoryThatAddsUpToNothingHasNoTotal() throws Exception {
    assertEquals(
        Map.of(Metric.GPU_MEMORY_USED, 0.0, Metric.GPU_MEMORY_FREE, 0.0),
        text(
                """
                DCGM_FI_DEV_FB_USED{gpu="0",UUID="GPU-1"} 0
                DCGM_FI_DEV_FB_FREE{gpu="0",UUID="GPU-1"} 0
                """)
            .gpus()
            .getFirst()
            .values());
  }

  /** Pods that share a GPU, as dcgm-exporter shows them in Kubernetes. */
  @Test
  void gpuThatIsSharedIsNotCountedTwice() throws Exception {
    NodeReading reading =
        text(
            """
            DCGM_FI_DEV_FB_USED{gpu="0",UUID="GPU-1",pod="a"} 100
            DCGM_FI_DEV_FB_USED{gpu="0",UUID="GPU-1",pod="b"} 100
            """);
    assertEquals(
        Map.of(Metric.GPU_MEMORY_USED, 100.0), reading.gpus().getFirst().values());
    assertEquals("node", reading.hostname());
  }

  @ParameterizedTest
  @CsvSource({"desk, 12", "shelf.lan, 34", "shelf, 34"})
  void fleetAgentIsReadForOneOfItsNodes(String node, double utilization) throws Exception {
    NodeReading reading = exported("fleet-agent", new NodeId(node));
    assertEquals(1, reading.gpus().size());
    assertEquals(
        Map.of(Metric.GPU_UTILIZATION, utilization), reading.gpus().getFirst().values());
  }

  @Test
  void fleetAgentThatDoesNotKnowTheNodeIsAnError() {
    assertThrows(MappingException.class, () -> exported("fleet-agent", new NodeId("she")));
  }

  @Test
  void nvidiaGpuExporter() throws Exception {
    NodeReading reading = exported("nvidia_gpu_exporter", NODE);
    assertEquals("node", reading.hostname());
    assertEquals(
        List.of(
            new GpuReading(
                0,
                "GPU-44444444-aaaa-4bbb-8ccc-000000000000",
                "NVIDIA GeForce RTX 4090",
                "00000000:01:00.0",
                Map.of(
                    Metric.GPU_MEMORY_CLOCK, 405.0,
                    Metric.GPU_SM_CLOCK, 210.0,
                    Metric.GPU_UTILIZATION, 0.0,
                    Metric.GPU_THROTTLE, 0.0)),
            new GpuReading(
                1,
                "GPU-44444444-aaaa-4bbb-8ccc-000000000001",
                "NVIDIA GeForce RTX 4090",
                "00000000:41:00.0",
                Map.ofEntries(
                    Map.entry(Metric.GPU_MEMORY_CLOCK, 10501.0),
                    Map.entry(Metric.GPU_SM_CLOCK, 2520.0),
                    Map.entry(Metric.GPU_THROTTLE, 1.0),
                    Map.entry(Metric.GPU_ENERGY, 1234500.0),
                    Map.entry(Metric.GPU_POWER_LIMIT, 450.0),
                    Map.entry(Metric.GPU_FAN_SPEED, 38.0),
                    Map.entry(Metric.GPU_MEMORY_TOTAL, 24564.0),
                    Map.entry(Metric.GPU_MEMORY_USED, 2048.0),
                    Map.entry(Metric.GPU_POWER, 287.5),
                    Map.entry(Metric.GPU_TEMPERATURE, 63.0),
                    Map.entry(Metric.GPU_UTILIZATION, 42.0),
                    Map.entry(Metric.GPU_XID, 31.0)))),
        reading.gpus());
  }

  @Test
  void gpusWithoutIndexAreCountedByUuid() throws Exception {
    NodeReading reading =
        text(
            """
            nvidia_smi_temperature_gpu{uuid="b"} 50
            nvidia_smi_temperature_gpu{uuid="a"} 40
            nvidia_smi_temperature_gpu 30
            """);
    assertEquals(
        List.of("GPU-a", "GPU-b"), reading.gpus().stream().map(GpuReading::uuid).toList());
  }

  @Test
  void nodeExporter() throws Exception {
    assertEquals(
        new NodeReading(
            NODE,
            "trainer",
            AT,
            List.of(),
            Map.of(
                Metric.NODE_LOAD, 1.37,
                Metric.NODE_CPU_BUSY, 800.5,
                Metric.NODE_MEMORY_AVAILABLE, 20480.0,
                Metric.NODE_MEMORY_TOTAL, 32768.0)),
        exported("node_exporter", NODE));
  }

  @Test
  void vllmWithTwoEngines() throws Exception {
    NodeReading reading = exported("vllm", NODE);
    assertEquals(
        List.of(
            new ServerReading(
                ENDPOINT,
                Map.of(
                    Metric.VLLM_REQUESTS_RUNNING, 8.0,
                    Metric.VLLM_REQUESTS_WAITING, 2.0,
                    Metric.VLLM_KV_CACHE, 50.0,
                    Metric.VLLM_PROMPT_TOKENS, 3000.0,
                    Metric.VLLM_GENERATION_TOKENS, 400.0))),
        reading.servers());
    assertEquals(Map.of(), reading.values(), "none of it is the node's own");
  }

  @Test
  void vllmOfEarlierVersions() throws Exception {
    assertEquals(
        List.of(
            new ServerReading(
                ENDPOINT,
                Map.of(
                    Metric.VLLM_REQUESTS_RUNNING, 1.0,
                    Metric.VLLM_REQUESTS_WAITING, 0.0,
                    Metric.VLLM_KV_CACHE, 50.0))),
        exported("vllm-v0", NODE).servers());
  }

  @Test
  void oneEndpointMayTellWhatSeveralExportersDo() throws Exception {
    NodeReading reading =
        text(
            """
            DCGM_FI_DEV_GPU_UTIL{gpu="0",UUID="GPU-a",Hostname="h"} 50
            nvidia_smi_utilization_gpu_ratio{uuid="a"} 0.6
            nvidia_smi_temperature_gpu{uuid="a"} 40
            node_load1 2
            node_uname_info{nodename="other"} 1
            """);
    assertEquals("h", reading.hostname());
    assertEquals(Map.of(Metric.NODE_LOAD, 2.0), reading.values());
    assertEquals(1, reading.gpus().size());
    assertEquals(
        Map.of(Metric.GPU_UTILIZATION, 50.0, Metric.GPU_TEMPERATURE, 40.0),
        reading.gpus().getFirst().values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "+Inf", "-Inf"})
  void whatIsNoNumberIsNotTold(String value) throws Exception {
    assertTrue(text("node_load1 " + value).values().isEmpty());
    NodeReading server = text("vllm:num_requests_running{engine=\"0\"} " + value);
    assertTrue(server.values().isEmpty() && server.servers().isEmpty(), server.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "go_goroutines 8\n", "DCGM_FI_DEV_GPU_UTIL{gpu=\"x\"} 1\n"})
  void whatIsNotKnownIsAnError(String text) {
    MappingException wrong = assertThrows(MappingException.class, () -> text(text));
    assertTrue(String.valueOf(wrong.getMessage()).startsWith("cannot "), wrong.getMessage());
  }
}
