package org.dubnium.fleet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.dubnium.fleet.alert.EvaluationInput.Answer;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.junit.jupiter.api.Test;

class EvaluationInputTest {

  private static final NodeId NODE = new NodeId("node-1");

  private static NodeState state(Map<Metric, Double> gpu, Map<Metric, Double> node) {
    GpuReading reading = new GpuReading(3, "GPU-1", "NVIDIA H200", "", gpu);
    return NodeState.unknown(NODE)
        .seen(new NodeReading(NODE, "node-1", Instant.EPOCH, List.of(reading), node));
  }

  @Test
  void takesWhatIsToldAndDerivesTheShareOfMemory() {
    EvaluationInput sight =
        EvaluationInput.of(
            List.of(
                state(
                    Map.of(
                        Metric.GPU_MEMORY_USED, 36_000.0,
                        Metric.GPU_MEMORY_TOTAL, 144_000.0,
                        Metric.GPU_SM_CLOCK, 1_980.0),
                    Map.of(Metric.VLLM_KV_CACHE, 12.0))),
            SupplementaryReadings.nothing());
    assertEquals(
        Set.of(
            Measurement.of(NODE, AlertMetric.NODE_UNREACHABLE, 0),
            Measurement.of(NODE, AlertMetric.NODE_INCOMPLETE, 0),
            Measurement.of(NODE, 3, AlertMetric.GPU_GONE, 0),
            Measurement.of(NODE, AlertMetric.VLLM_KV_CACHE, 12),
            Measurement.of(NODE, 3, AlertMetric.GPU_MEMORY_USED, 36_000),
            Measurement.of(NODE, 3, AlertMetric.GPU_MEMORY_PERCENT, 25)),
        Set.copyOf(sight.values()));
    assertEquals(Map.of(NODE, Answer.WHOLE), sight.nodes());
  }

  @Test
  void derivesNothingFromATotalOfZero() {
    EvaluationInput sight =
        EvaluationInput.of(
            List.of(
                state(
                    Map.of(Metric.GPU_MEMORY_USED, 0.0, Metric.GPU_MEMORY_TOTAL, 0.0), Map.of())),
            SupplementaryReadings.nothing());
    assertEquals(
        List.of(
            AlertMetric.NODE_UNREACHABLE,
            AlertMetric.NODE_INCOMPLETE,
            AlertMetric.GPU_MEMORY_USED,
            AlertMetric.GPU_GONE),
        sight.values().stream().map(Measurement::metric).toList());
  }

  /** Half of what a value is made of makes none. */
  @Test
  void derivesNothingFromWhatIsNotToldAsAWhole() {
    List<NodeState> states =
        List.of(
            state(
                Map.of(Metric.GPU_MEMORY_USED, 1.0), Map.of(Metric.VLLM_REQUESTS_RUNNING, 1.0)),
            state(
                Map.of(Metric.GPU_MEMORY_TOTAL, 1.0), Map.of(Metric.VLLM_REQUESTS_WAITING, 1.0)));
    Set<AlertMetric> told =
        EvaluationInput.of(states, SupplementaryReadings.nothing()).values().stream()
            .map(Measurement::metric)
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            AlertMetric.NODE_UNREACHABLE,
            AlertMetric.NODE_INCOMPLETE,
            AlertMetric.GPU_GONE,
            AlertMetric.GPU_MEMORY_USED,
            AlertMetric.VLLM_REQUESTS_RUNNING,
            AlertMetric.VLLM_REQUESTS_WAITING),
        told);
  }

  private static NodeState empty(String name) {
    NodeId node = new NodeId(name);
    return NodeState.unknown(node)
        .seen(new NodeReading(node, name, Instant.EPOCH, List.of(), Map.of()));
  }

  /** Index 3 may be another GPU's by now: the one that is gone counts. */
  @Test
  void aGpuThatIsGoneIsToldOfItsNodeAlone() {
    EvaluationInput sight =
        EvaluationInput.of(
            List.of(
                empty("node-0"),
                state(Map.of(Metric.GPU_TEMPERATURE, 40.0), Map.of()),
                empty("node-2")),
            SupplementaryReadings.nothing(),
            Map.of(new GpuKey(NODE, 3), "GPU-9"));
    assertEquals(
        List.of(
            new Measurement(
                NODE, OptionalInt.of(3), AlertMetric.GPU_GONE, 1, Optional.of("GPU-9"))),
        sight.values().stream().filter(value -> value.metric() == AlertMetric.GPU_GONE).toList());
    assertEquals(Set.of(new GpuKey(NODE, 3)), sight.gone());
  }

  @Test
  void whatIsToldBesideIsAddedUp() {
    Measurement one = Measurement.of(NODE, AlertMetric.MODE_CONDITION, 2);
    Measurement next = Measurement.of(NODE, AlertMetric.REPAIRS_GIVEN_UP, 1);
    NodeId silent = new NodeId("silent");
    NodeId slurm = new NodeId("slurm");
    assertEquals(
        new SupplementaryReadings(List.of(one, next), Set.of(silent, slurm)),
        new SupplementaryReadings(List.of(one), Set.of(silent))
            .and(new SupplementaryReadings(List.of(next), Set.of(silent, slurm))));
  }

  @Test
  void requestsThatWaitWhileNoneRunsAreStuck() {
    assertEquals(3, stuck(0, 3));
    assertEquals(0, stuck(1, 3));
    assertEquals(0, stuck(0, 0));
  }

  private static double stuck(double running, double waiting) {
    NodeState state =
        state(
            Map.of(),
            Map.of(
                Metric.VLLM_REQUESTS_RUNNING, running, Metric.VLLM_REQUESTS_WAITING, waiting));
    return EvaluationInput.of(List.of(state), SupplementaryReadings.nothing()).values().stream()
        .filter(observed -> observed.metric() == AlertMetric.VLLM_REQUESTS_STUCK)
        .mapToDouble(Measurement::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSilentNodeTellsOnlyThat() {
    NodeState silent = state(Map.of(Metric.GPU_TEMPERATURE, 90.0), Map.of()).silent("timed out");
    EvaluationInput sight = EvaluationInput.of(List.of(silent), SupplementaryReadings.nothing());
    assertEquals(List.of(Measurement.of(NODE, AlertMetric.NODE_UNREACHABLE, 1)), sight.values());
    assertEquals(Map.of(NODE, Answer.NONE), sight.nodes());
  }

  @Test
  void aNodeThatWasNeverAskedTellsNothing() {
    EvaluationInput sight = EvaluationInput.of(List.of(NodeState.unknown(NODE)), SupplementaryReadings.nothing());
    assertEquals(new EvaluationInput(Map.of(NODE, Answer.NONE), List.of()), sight);
  }

  @Test
  void takesWhatReadingsDoNotSay() {
    Measurement degraded =
        Measurement.of(NODE, AlertMetric.MODE_CONDITION, AlertMetric.ofModeCondition("degraded"));
    assertEquals(
        new EvaluationInput(Map.of(NODE, Answer.WHOLE), List.of(degraded)),
        EvaluationInput.of(List.of(), SupplementaryReadings.of(List.of(degraded))));
  }

  @Test
  void knowsWhoAnswersInPart() {
    NodeState whole = state(Map.of(Metric.GPU_TEMPERATURE, 40.0), Map.of());
    NodeState part =
        new NodeState(NODE, true, whole.lastSeen(), Optional.of("refused"), whole.last());
    EvaluationInput sight = EvaluationInput.of(List.of(part), SupplementaryReadings.nothing());
    assertEquals(Map.of(NODE, Answer.PART), sight.nodes());
    assertTrue(sight.values().contains(Measurement.of(NODE, AlertMetric.NODE_UNREACHABLE, 0)));
    assertTrue(
        sight.values().stream()
            .anyMatch(
                value ->
                    value.metric() == AlertMetric.NODE_INCOMPLETE
                        && value.value() == 1
                        && value.detail().equals(Optional.of("refused"))));
  }

  @Test
  void whoDoesNotTellBesideIsThereStill() {
    NodeId cluster = new NodeId("slurm");
    NodeId gone = new NodeId("node-2");
    NodeState answers = state(Map.of(), Map.of());
    assertEquals(
        Map.of(NODE, Answer.PART, cluster, Answer.NONE, gone, Answer.NONE),
        EvaluationInput.of(
                List.of(answers, NodeState.unknown(gone).silent("timed out")),
                new SupplementaryReadings(List.of(), Set.of(NODE, cluster, gone)))
            .nodes());
  }
}
