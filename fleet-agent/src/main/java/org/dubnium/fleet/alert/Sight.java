package org.dubnium.fleet.alert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
 */
record Sight(Map<NodeId, Answer> nodes, List<Observed> values) {

  /** How much of a node answers: what the rest would say cannot be told. */
  enum Answer {
    WHOLE,
    PART,
    NONE
  }

  Sight {
    nodes = Map.copyOf(nodes);
    values = List.copyOf(values);
  }

  /**
   * What the states of the nodes say. A node that does not answer says nothing but that; one that
   * was not asked yet, not even that.
   *
   * @param beside what does not come from readings
   */
  static Sight of(List<NodeState> states, Beside beside) {
    Map<NodeId, Answer> nodes = new HashMap<>();
    List<Observed> values = new ArrayList<>();
    for (NodeState state : states) {
      nodes.put(state.node(), answer(state));
      if (!state.equals(NodeState.unknown(state.node()))) {
        double silent = state.reachable() ? 0 : 1;
        values.add(Observed.of(state.node(), AlertMetric.NODE_UNREACHABLE, silent));
      }
      if (state.reachable()) {
        state.last().ifPresent(reading -> addAll(values, reading));
      }
    }
    for (Observed observed : beside.values()) {
      nodes.putIfAbsent(observed.node(), Answer.WHOLE);
      values.add(observed);
    }
    for (NodeId silent : beside.silent()) {
      nodes.merge(
          silent, Answer.NONE, (known, _) -> known == Answer.WHOLE ? Answer.PART : known);
    }
    return new Sight(nodes, values);
  }

  private static Answer answer(NodeState state) {
    if (!state.reachable()) {
      return Answer.NONE;
    }
    return state.why().isEmpty() ? Answer.WHOLE : Answer.PART;
  }

  private static void addAll(List<Observed> values, NodeReading reading) {
    addAll(values, reading.node(), OptionalInt.empty(), reading.values());
    stuck(reading.values())
        .ifPresent(
            waiting ->
                values.add(
                    Observed.of(reading.node(), AlertMetric.VLLM_REQUESTS_STUCK, waiting)));
    for (GpuReading gpu : reading.gpus()) {
      OptionalInt index = OptionalInt.of(gpu.index());
      addAll(values, reading.node(), index, gpu.values());
      memoryPercent(gpu)
          .ifPresent(
              percent ->
                  values.add(
                      new Observed(
                          reading.node(), index, AlertMetric.GPU_MEMORY_PERCENT, percent)));
    }
  }

  private static void addAll(
      List<Observed> values, NodeId node, OptionalInt gpu, Map<Metric, Double> told) {
    for (AlertMetric metric : AlertMetric.values()) {
      Double value = metric.source().map(told::get).orElse(null);
      if (value != null) {
        values.add(new Observed(node, gpu, metric, value));
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
