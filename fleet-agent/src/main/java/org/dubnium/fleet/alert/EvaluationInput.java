package org.dubnium.fleet.alert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.domain.SupplementaryReadings;

/**
 * All that is to be judged at one moment.
 *
 * @param answers nodes, clusters and pods that belong to the fleet, and how each answers
 * @param values what is told of them; what is not told is absent
 * @param gone GPUs that their nodes tell of no more
 */
public record EvaluationInput(
    Map<Subject, Answer> answers, List<Measurement> values, Set<Subject.Gpu> gone) {

  /** How much of a node or cluster answers: what the rest would say cannot be told. */
  enum Answer {
    WHOLE,
    PART,
    NONE
  }

  public EvaluationInput {
    answers = Map.copyOf(answers);
    values = List.copyOf(values);
    gone = Set.copyOf(gone);
  }

  /**
   * What the states of the nodes say. A node that does not answer says nothing but that; one that
   * was not asked yet, not even that.
   *
   * @param supplementary what does not come from those who read nodes
   * @param gone GPUs that their nodes tell of no more, with their UUIDs
   */
  public static EvaluationInput of(
      List<NodeState> states, SupplementaryReadings supplementary, Map<Subject.Gpu, String> gone) {
    Map<Subject, Answer> answers = new HashMap<>();
    List<Measurement> values = new ArrayList<>();
    for (NodeState state : states) {
      Subject node = new Subject.Node(state.node());
      answers.put(node, answer(state));
      if (!state.equals(NodeState.unknown(state.node()))) {
        values.add(new Measurement(node, Metric.NODE_UNREACHABLE, state.reachable() ? 0 : 1));
      }
      if (state.reachable()) {
        values.add(incomplete(node, state));
        state.last().ifPresent(read -> read.bySubject().forEach(one -> addAll(values, one)));
        if (state.whole()) {
          addPresence(values, state, gone);
        }
      }
    }
    for (SubjectReading reading : supplementary.readings()) {
      answers.putIfAbsent(reading.subject().owner(), Answer.WHOLE);
      addAll(values, reading);
    }
    for (Subject silent : supplementary.silent()) {
      answers.merge(
          silent, Answer.NONE, (known, _) -> known == Answer.WHOLE ? Answer.PART : known);
    }
    return new EvaluationInput(answers, values, gone.keySet());
  }

  private static Measurement incomplete(Subject node, NodeState state) {
    return new Measurement(
        node,
        Metric.NODE_INCOMPLETE,
        state.whole() ? 0 : 1,
        state.whole() ? Optional.empty() : state.why());
  }

  /** Indexes may have moved up: one that is gone counts before the one that has its index now. */
  private static void addPresence(
      List<Measurement> values, NodeState state, Map<Subject.Gpu, String> gone) {
    gone.forEach(
        (gpu, uuid) -> {
          if (gpu.node().equals(state.node())) {
            values.add(new Measurement(gpu, Metric.GPU_GONE, 1, Optional.of(uuid)));
          }
        });
    for (GpuReading gpu : state.last().map(NodeReading::gpus).orElse(List.of())) {
      Subject.Gpu subject = new Subject.Gpu(state.node(), gpu.index());
      if (!gone.containsKey(subject)) {
        values.add(new Measurement(subject, Metric.GPU_GONE, 0));
      }
    }
  }

  private static Answer answer(NodeState state) {
    if (!state.reachable()) {
      return Answer.NONE;
    }
    return state.whole() ? Answer.WHOLE : Answer.PART;
  }

  private static void addAll(List<Measurement> values, SubjectReading reading) {
    reading
        .values()
        .forEach(
            (metric, value) -> {
              if (metric.isForRules()) {
                values.add(
                    new Measurement(
                        reading.subject(),
                        metric,
                        value,
                        Optional.ofNullable(reading.details().get(metric))));
              }
            });
    DerivedMetrics.of(reading.values())
        .forEach((metric, value) -> values.add(new Measurement(reading.subject(), metric, value)));
  }
}
