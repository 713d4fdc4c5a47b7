package org.dubnium.fleet.telemetry.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.ServerReading;
import org.dubnium.fleet.domain.Trouble;
import org.junit.jupiter.api.Test;

class ReadingsTest {

  @Test
  void oneIsItself() {
    NodeReading one = NodeReadings.load("a", 1, 2);
    assertSame(one, Readings.merge(List.of(one)));
  }

  @Test
  void severalAreOneWithAllThatTheyTell() {
    NodeReading gpus =
        NodeReadings.node(
            "a",
            "a",
            1,
            List.of(
                NodeReadings.gpu(1, "GPU-1", "H100", Map.of(Metric.GPU_POWER, 300.0)),
                NodeReadings.gpu(2, "GPU-2", "", Map.of(Metric.GPU_POWER, 70.0))),
            Map.of());
    NodeReading again =
        NodeReadings.node(
            "a",
            "host-of-a",
            3,
            List.of(
                NodeReadings.gpu(0, "GPU-0", "H100", Map.of()),
                NodeReadings.gpu(
                    2,
                    "GPU-2",
                    "H200",
                    Map.of(Metric.GPU_POWER, 71.0, Metric.GPU_TEMPERATURE, 40.0))),
            Map.of(Metric.NODE_LOAD, 1.0));
    NodeReading third =
        NodeReadings.node(
            "a", "x", 2, List.of(), Map.of(Metric.NODE_LOAD, 9.0, Metric.NODE_MEMORY_TOTAL, 5.0));
    assertEquals(
        NodeReadings.node(
            "a",
            "host-of-a",
            3,
            List.of(
                NodeReadings.gpu(0, "GPU-0", "H100", Map.of()),
                NodeReadings.gpu(1, "GPU-1", "H100", Map.of(Metric.GPU_POWER, 300.0)),
                NodeReadings.gpu(
                    2,
                    "GPU-2",
                    "H200",
                    Map.of(Metric.GPU_POWER, 70.0, Metric.GPU_TEMPERATURE, 40.0))),
            Map.of(Metric.NODE_LOAD, 1.0, Metric.NODE_MEMORY_TOTAL, 5.0)),
        Readings.merge(List.of(gpus, again, third)));
  }

  @Test
  void aGpuWithoutAUuidIsTheOneOfItsIndex() {
    NodeReading merged =
        Readings.merge(
            List.of(
                NodeReadings.node(
                    "a", "a", 1, List.of(NodeReadings.gpu(0, "a:0", "", Map.of(Metric.GPU_POWER, 1.0))), Map.of()),
                NodeReadings.node(
                    "a",
                    "a",
                    1,
                    List.of(NodeReadings.gpu(0, "GPU-0", "H100", Map.of(Metric.GPU_TEMPERATURE, 40.0))),
                    Map.of())));
    assertEquals(
        List.of(
            NodeReadings.gpu(
                0, "GPU-0", "H100", Map.of(Metric.GPU_POWER, 1.0, Metric.GPU_TEMPERATURE, 40.0))),
        merged.gpus());
    assertTrue(merged.isWhole());
  }

  @Test
  void theFirstThatTellsWhereAGpuIsIsBelieved() {
    GpuReading untold = new GpuReading(0, "GPU-0", "", "", Map.of());
    GpuReading first = new GpuReading(0, "GPU-0", "H100", "0:17:0.0", Map.of());
    GpuReading second = new GpuReading(0, "GPU-0", "H200", "0:3d:0.0", Map.of());
    assertEquals(
        List.of(first),
        Readings.merge(
                List.of(
                    NodeReadings.node("a", "a", 1, List.of(untold), Map.of()),
                    NodeReadings.node("a", "a", 1, List.of(first), Map.of()),
                    NodeReadings.node("a", "a", 1, List.of(second), Map.of())))
            .gpus());
  }

  /** As where the endpoint of another host is configured for a node by mistake. */
  @Test
  void twoGpusOfOneIndexAreNotMixed() {
    GpuReading first = NodeReadings.gpu(0, "GPU-a", "", Map.of(Metric.GPU_POWER, 1.0));
    GpuReading second = NodeReadings.gpu(0, "GPU-b", "", Map.of(Metric.GPU_POWER, 2.0));
    NodeReading merged =
        Readings.merge(
            List.of(
                NodeReadings.node("a", "a", 1, List.of(first), Map.of()),
                NodeReadings.node("a", "a", 1, List.of(second), Map.of())));
    assertEquals(List.of(first), merged.gpus());
    assertFalse(merged.isWhole());
    assertTrue(merged.troubles().getFirst().text().contains("GPU-a and GPU-b"));
  }

  /** Two vLLM servers on one node, and one of them told of by two sources. */
  @Test
  void serversOfOneNodeStayApart() {
    ServerReading second =
        new ServerReading("127.0.0.1:8001", Map.of(Metric.VLLM_REQUESTS_RUNNING, 7.0));
    NodeReading merged =
        Readings.merge(
            List.of(
                NodeReadings.servers("a", 1, second),
                NodeReadings.servers(
                    "a",
                    2,
                    new ServerReading("127.0.0.1:8000", Map.of(Metric.VLLM_REQUESTS_RUNNING, 3.0))),
                NodeReadings.servers(
                    "a",
                    3,
                    new ServerReading(
                        "127.0.0.1:8000",
                        Map.of(Metric.VLLM_REQUESTS_RUNNING, 9.0, Metric.VLLM_KV_CACHE, 5.0)))));
    assertEquals(
        List.of(
            new ServerReading(
                "127.0.0.1:8000",
                Map.of(Metric.VLLM_REQUESTS_RUNNING, 3.0, Metric.VLLM_KV_CACHE, 5.0)),
            second),
        merged.servers());
    assertEquals(Map.of(), merged.values());
    assertEquals(List.<Trouble>of(), merged.troubles());
  }
}
