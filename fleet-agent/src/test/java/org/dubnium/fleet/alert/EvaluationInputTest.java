package org.dubnium.fleet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dubnium.fleet.alert.EvaluationInput.Answer;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.ModeCondition;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.ServerReading;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.domain.SupplementaryReadings;
import org.junit.jupiter.api.Test;

class EvaluationInputTest {

  private static final NodeId NODE = new NodeId("node-1");

  private static final Subject ITSELF = new Subject.Node(NODE);
  private static final Subject.Gpu GPU = new Subject.Gpu(NODE, 3);
  private static final Subject SERVER = new Subject.Server(NODE, "127.0.0.1:8000");

  private static NodeState state(Map<Metric, Double> gpu, Map<Metric, Double> server) {
    GpuReading reading = new GpuReading(3, "GPU-1", "NVIDIA H200", "", gpu);
    List<ServerReading> servers =
        server.isEmpty() ? List.of() : List.of(new ServerReading("127.0.0.1:8000", server));
    return NodeState.unknown(NODE)
        .seen(
            new NodeReading(
                NODE, "node-1", Instant.EPOCH, List.of(reading), Map.of(), servers, List.of()));
  }

  @Test
  void takesWhatIsToldAndDerivesTheShareOfMemory() {
    EvaluationInput input =
        EvaluationInput.of(
            List.of(
                state(
                    Map.of(
                        Metric.GPU_MEMORY_USED, 36_000.0,
                        Metric.GPU_MEMORY_TOTAL, 144_000.0,
                        Metric.GPU_SM_CLOCK, 1_980.0),
                    Map.of(Metric.VLLM_KV_CACHE, 12.0))),
            SupplementaryReadings.nothing(), Map.of());
    assertEquals(
        Set.of(
            new Measurement(ITSELF, Metric.NODE_UNREACHABLE, 0),
            new Measurement(ITSELF, Metric.NODE_INCOMPLETE, 0),
            new Measurement(GPU, Metric.GPU_GONE, 0),
            new Measurement(SERVER, Metric.VLLM_KV_CACHE, 12),
            new Measurement(GPU, Metric.GPU_MEMORY_USED, 36_000),
            new Measurement(GPU, Metric.GPU_MEMORY_PERCENT, 25)),
        Set.copyOf(input.values()));
    assertEquals(Map.of(ITSELF, Answer.WHOLE), input.answers());
  }

  @Test
  void derivesNothingFromATotalOfZero() {
    EvaluationInput input =
        EvaluationInput.of(
            List.of(
                state(
                    Map.of(Metric.GPU_MEMORY_USED, 0.0, Metric.GPU_MEMORY_TOTAL, 0.0), Map.of())),
            SupplementaryReadings.nothing(), Map.of());
    assertEquals(
        List.of(
            Metric.NODE_UNREACHABLE,
            Metric.NODE_INCOMPLETE,
            Metric.GPU_MEMORY_USED,
            Metric.GPU_GONE),
        input.values().stream().map(Measurement::metric).toList());
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
    Set<Metric> told =
        EvaluationInput.of(states, SupplementaryReadings.nothing(), Map.of()).values().stream()
            .map(Measurement::metric)
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            Metric.NODE_UNREACHABLE,
            Metric.NODE_INCOMPLETE,
            Metric.GPU_GONE,
            Metric.GPU_MEMORY_USED,
            Metric.VLLM_REQUESTS_RUNNING,
            Metric.VLLM_REQUESTS_WAITING),
        told);
  }

  private static SubjectReading reading(Subject subject, Metric metric, double value) {
    return new SubjectReading(subject, Instant.EPOCH, Map.of(metric, value));
  }

  private static NodeState empty(String name) {
    NodeId node = new NodeId(name);
    return NodeState.unknown(node)
        .seen(new NodeReading(node, name, Instant.EPOCH, List.of(), Map.of()));
  }

  /** Index 3 may be another GPU's by now: the one that is gone counts. */
  @Test
  void aGpuThatIsGoneIsToldOfItsNodeAlone() {
    EvaluationInput input =
        EvaluationInput.of(
            List.of(
                empty("node-0"),
                state(Map.of(Metric.GPU_TEMPERATURE, 40.0), Map.of()),
                empty("node-2")),
            SupplementaryReadings.nothing(),
            Map.of(GPU, "GPU-9"));
    assertEquals(
        List.of(
            new Measurement(GPU, Metric.GPU_GONE, 1, Optional.of("GPU-9"))),
        input.values().stream().filter(value -> value.metric() == Metric.GPU_GONE).toList());
    assertEquals(Set.of(GPU), input.gone());
  }

  @Test
  void whatIsToldBesideIsAddedUp() {
    SubjectReading one = reading(ITSELF, Metric.MODE_CONDITION, 2);
    SubjectReading next = reading(ITSELF, Metric.REPAIRS_GIVEN_UP, 1);
    Subject silent = new Subject.Node(new NodeId("silent"));
    Subject slurm = new Subject.Cluster(new NodeId("slurm"));
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
    return EvaluationInput.of(List.of(state), SupplementaryReadings.nothing(), Map.of()).values().stream()
        .filter(observed -> observed.metric() == Metric.VLLM_REQUESTS_STUCK)
        .mapToDouble(Measurement::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSilentNodeTellsOnlyThat() {
    NodeState silent = state(Map.of(Metric.GPU_TEMPERATURE, 90.0), Map.of()).silent("timed out");
    EvaluationInput input = EvaluationInput.of(List.of(silent), SupplementaryReadings.nothing(), Map.of());
    assertEquals(List.of(new Measurement(ITSELF, Metric.NODE_UNREACHABLE, 1)), input.values());
    assertEquals(Map.of(ITSELF, Answer.NONE), input.answers());
  }

  @Test
  void aNodeThatWasNeverAskedTellsNothing() {
    EvaluationInput input = EvaluationInput.of(List.of(NodeState.unknown(NODE)), SupplementaryReadings.nothing(), Map.of());
    assertEquals(new EvaluationInput(Map.of(ITSELF, Answer.NONE), List.of(), Set.of()), input);
  }

  @Test
  void takesWhatReadingsDoNotSay() {
    double degraded = ModeCondition.of("degraded");
    assertEquals(
        new EvaluationInput(
            Map.of(ITSELF, Answer.WHOLE),
            List.of(new Measurement(ITSELF, Metric.MODE_CONDITION, degraded)),
            Set.of()),
        EvaluationInput.of(
            List.of(),
            SupplementaryReadings.of(reading(ITSELF, Metric.MODE_CONDITION, degraded)),
            Map.of()));
  }

  @Test
  void whatElseThereIsToSayGoesWithTheValueThatItIsOf() {
    Subject server = new Subject.Server(NODE, "vllm.service");
    SubjectReading failed =
        new SubjectReading(
            server,
            Instant.EPOCH,
            Map.of(Metric.MODEL_SERVER_STATE, 5.0),
            Map.of(Metric.MODEL_SERVER_STATE, "no room"));
    assertEquals(
        new EvaluationInput(
            Map.of(ITSELF, Answer.WHOLE),
            List.of(
                new Measurement(server, Metric.MODEL_SERVER_STATE, 5, Optional.of("no room"))),
            Set.of()),
        EvaluationInput.of(List.of(), SupplementaryReadings.of(failed), Map.of()));
  }

  @Test
  void knowsWhoAnswersInPart() {
    NodeState whole = state(Map.of(Metric.GPU_TEMPERATURE, 40.0), Map.of());
    NodeState part =
        new NodeState(NODE, true, whole.lastSeen(), Optional.of("refused"), whole.last());
    EvaluationInput input = EvaluationInput.of(List.of(part), SupplementaryReadings.nothing(), Map.of());
    assertEquals(Map.of(ITSELF, Answer.PART), input.answers());
    assertTrue(input.values().contains(new Measurement(ITSELF, Metric.NODE_UNREACHABLE, 0)));
    assertTrue(
        input.values().stream()
            .anyMatch(
                value ->
                    value.metric() == Metric.NODE_INCOMPLETE
                        && value.value() == 1
                        && value.detail().equals(Optional.of("refused"))));
  }

  @Test
  void whoDoesNotTellBesideIsThereStill() {
    Subject cluster = new Subject.Cluster(new NodeId("slurm"));
    NodeId node2 = new NodeId("node-2");
    Subject gone = new Subject.Node(node2);
    NodeState answers = state(Map.of(), Map.of());
    assertEquals(
        Map.of(ITSELF, Answer.PART, cluster, Answer.NONE, gone, Answer.NONE),
        EvaluationInput.of(
                List.of(answers, NodeState.unknown(node2).silent("timed out")),
                new SupplementaryReadings(List.of(), Set.of(ITSELF, cluster, gone)),
                Map.of())
            .answers());
  }
}
