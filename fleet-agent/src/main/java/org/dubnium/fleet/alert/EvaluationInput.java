package org.dubnium.fleet.alert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;

/**
 * All that is to be judged at one moment.
 *
 * @param nodes those that belong to the fleet, and how each answers
 * @param values what is told of them; what is not told is absent
 * @param gone GPUs that their nodes tell of no more
 */
public record EvaluationInput(Map<NodeId, Answer> nodes, List<Measurement> values, Set<GpuKey> gone) {

  /** How much of a node answers: what the rest would say cannot be told. */
  enum Answer {
    WHOLE,
    PART,
    NONE
  }

  public EvaluationInput {
    nodes = Map.copyOf(nodes);
    values = List.copyOf(values);
    gone = Set.copyOf(gone);
  }

  /** In which no GPU is gone. */
  public EvaluationInput(Map<NodeId, Answer> nodes, List<Measurement> values) {
    this(nodes, values, Set.of());
  }

  /** Where no GPU is gone. */
  public static EvaluationInput of(List<NodeState> states, SupplementaryReadings beside) {
    return of(states, beside, Map.of());
  }

  /**
   * What the states of the nodes say. A node that does not answer says nothing but that; one that
   * was not asked yet, not even that.
   *
   * @param beside what does not come from readings
   * @param gone GPUs that their nodes tell of no more, with their UUIDs
   */
  public static EvaluationInput of(List<NodeState> states, SupplementaryReadings beside, Map<GpuKey, String> gone) {
    Map<NodeId, Answer> nodes = new HashMap<>();
    List<Measurement> values = new ArrayList<>();
    for (NodeState state : states) {
      nodes.put(state.node(), answer(state));
      if (!state.equals(NodeState.unknown(state.node()))) {
        double silent = state.reachable() ? 0 : 1;
        values.add(Measurement.of(state.node(), AlertMetric.NODE_UNREACHABLE, silent));
      }
      if (state.reachable()) {
        values.add(incomplete(state));
        state.last().ifPresent(reading -> addAll(values, reading));
        if (state.whole()) {
          addPresence(values, state, gone);
        }
      }
    }
    for (Measurement observed : beside.values()) {
      nodes.putIfAbsent(observed.node(), Answer.WHOLE);
      values.add(observed);
    }
    for (NodeId silent : beside.silent()) {
      nodes.merge(
          silent, Answer.NONE, (known, _) -> known == Answer.WHOLE ? Answer.PART : known);
    }
    return new EvaluationInput(nodes, values, gone.keySet());
  }

  private static Measurement incomplete(NodeState state) {
    return new Measurement(
        state.node(),
        OptionalInt.empty(),
        AlertMetric.NODE_INCOMPLETE,
        state.whole() ? 0 : 1,
        state.whole() ? Optional.empty() : state.why());
  }

  /** Indexes may have moved up: one that is gone counts before the one that has its index now. */
  private static void addPresence(
      List<Measurement> values, NodeState state, Map<GpuKey, String> gone) {
    gone.forEach(
        (gpu, uuid) -> {
          if (gpu.node().equals(state.node())) {
            values.add(
                new Measurement(
                    gpu.node(),
                    OptionalInt.of(gpu.gpu()),
                    AlertMetric.GPU_GONE,
                    1,
                    Optional.of(uuid)));
          }
        });
    for (GpuReading gpu : state.last().map(NodeReading::gpus).orElse(List.of())) {
      if (!gone.containsKey(new GpuKey(state.node(), gpu.index()))) {
        values.add(Measurement.of(state.node(), gpu.index(), AlertMetric.GPU_GONE, 0));
      }
    }
  }

  private static Answer answer(NodeState state) {
    if (!state.reachable()) {
      return Answer.NONE;
    }
    return state.whole() ? Answer.WHOLE : Answer.PART;
  }

  private static void addAll(List<Measurement> values, NodeReading reading) {
    addAll(values, reading.node(), OptionalInt.empty(), reading.values());
    stuck(reading.values())
        .ifPresent(
            waiting ->
                values.add(
                    Measurement.of(reading.node(), AlertMetric.VLLM_REQUESTS_STUCK, waiting)));
    for (GpuReading gpu : reading.gpus()) {
      OptionalInt index = OptionalInt.of(gpu.index());
      addAll(values, reading.node(), index, gpu.values());
      memoryPercent(gpu)
          .ifPresent(
              percent ->
                  values.add(
                      new Measurement(
                          reading.node(), index, AlertMetric.GPU_MEMORY_PERCENT, percent)));
    }
  }

  private static void addAll(
      List<Measurement> values, NodeId node, OptionalInt gpu, Map<Metric, Double> told) {
    for (AlertMetric metric : AlertMetric.values()) {
      Double value = metric.source().map(told::get).orElse(null);
      if (value != null) {
        values.add(new Measurement(node, gpu, metric, value));
      }
    }
  }

  private static Optional<Double> stuck(Map<Metric, Double> told) {
    Double running = told.get(Metric.VLLM_REQUESTS_RUNNING);
    Double waiting = told.get(Metric.VLLM_REQUESTS_WAITING);
    return running == null || waiting == null
        ? Optional.empty()
        : Optional.of(running > 0 ? 0 : waiting);
  }

  private static Optional<Double> memoryPercent(GpuReading gpu) {
    Double used = gpu.values().get(Metric.GPU_MEMORY_USED);
    Double total = gpu.values().get(Metric.GPU_MEMORY_TOTAL);
    return used == null || total == null || !(total > 0)
        ? Optional.empty()
        : Optional.of(100 * used / total);
  }
}
