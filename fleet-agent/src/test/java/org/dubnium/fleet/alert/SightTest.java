package org.dubnium.fleet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.junit.jupiter.api.Test;

class SightTest {

  private static final NodeId NODE = new NodeId("node-1");

  private static NodeState state(Map<Metric, Double> gpu, Map<Metric, Double> node) {
    GpuReading reading = new GpuReading(3, "GPU-1", "NVIDIA H200", "", gpu);
    return NodeState.unknown(NODE)
        .seen(new NodeReading(NODE, "node-1", Instant.EPOCH, List.of(reading), node));
  }

  @Test
  void takesWhatIsToldAndDerivesTheShareOfMemory() {
    Sight sight =
        Sight.of(
            List.of(
                state(
                    Map.of(
                        Metric.GPU_MEMORY_USED, 36_000.0,
                        Metric.GPU_MEMORY_TOTAL, 144_000.0,
                        Metric.GPU_SM_CLOCK, 1_980.0),
                    Map.of(Metric.VLLM_KV_CACHE, 12.0))),
            List.of());
    assertEquals(
        Set.of(
            Observed.of(NODE, AlertMetric.NODE_UNREACHABLE, 0),
            Observed.of(NODE, AlertMetric.VLLM_KV_CACHE, 12),
            Observed.of(NODE, 3, AlertMetric.GPU_MEMORY_USED, 36_000),
            Observed.of(NODE, 3, AlertMetric.GPU_MEMORY_PERCENT, 25)),
        Set.copyOf(sight.values()));
    assertEquals(Map.of(NODE, true), sight.nodes());
  }

  @Test
  void derivesNothingFromATotalOfZero() {
    Sight sight =
        Sight.of(
            List.of(
                state(
                    Map.of(Metric.GPU_MEMORY_USED, 0.0, Metric.GPU_MEMORY_TOTAL, 0.0), Map.of())),
            List.of());
    assertEquals(
        List.of(AlertMetric.NODE_UNREACHABLE, AlertMetric.GPU_MEMORY_USED),
        sight.values().stream().map(Observed::metric).toList());
  }

  @Test
  void aSilentNodeTellsOnlyThat() {
    NodeState silent = state(Map.of(Metric.GPU_TEMPERATURE, 90.0), Map.of()).silent("timed out");
    Sight sight = Sight.of(List.of(silent), List.of());
    assertEquals(List.of(Observed.of(NODE, AlertMetric.NODE_UNREACHABLE, 1)), sight.values());
    assertEquals(Map.of(NODE, false), sight.nodes());
  }

  @Test
  void aNodeThatWasNeverAskedTellsNothing() {
    Sight sight = Sight.of(List.of(NodeState.unknown(NODE)), List.of());
    assertEquals(new Sight(Map.of(NODE, false), List.of()), sight);
  }

  @Test
  void takesWhatReadingsDoNotSay() {
    Observed degraded =
        Observed.of(NODE, AlertMetric.MODE_CONDITION, AlertMetric.ofModeCondition("degraded"));
    assertEquals(
        new Sight(Map.of(NODE, true), List.of(degraded)), Sight.of(List.of(), List.of(degraded)));
  }
}
