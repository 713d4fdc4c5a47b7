package org.dubnium.fleet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.dubnium.fleet.alert.EvaluationInput.Answer;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {

  private static final NodeId NODE = new NodeId("node-1");
  private static final Subject ITSELF = new Subject.Node(NODE);
  private static final UUID RULE = UUID.randomUUID();

  /**
   * Ticks of ten seconds each. A number is the value; {@code -} a node that does not answer, {@code
   * ?} one that answers without the value, {@code ~} one that answers in part without it, {@code x}
   * one that is gone; {@code ?*70} is that 70 times. Expected: F fires, R resolves, E ends as nobody tells of it, a
   * dot nothing.
   */
  @ParameterizedTest(name = "{0} {1} for {2} s: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gpu_temperature | gt 80 | 0  | 70 81 82 80 81     | . F . R F
          gpu_temperature | gt 80 | 30 | 81 81 81 81 81 70  | . . . F . R
          gpu_temperature | gt 80 | 30 | 81 81 81 70 81 81 81 81 | . . . . . . . F
          gpu_temperature | gt 80 | 25 | 81 81 81 81        | . . . F
          gpu_temperature | gt 80 | 20 | 81 81 - - - 81 81  | . . . . . . F
          gpu_temperature | gt 80 | 20 | 81 81 ? 81 81      | . . . . F
          gpu_temperature | gt 80 | 0  | 81 - - - 81 70     | F . . . . R
          gpu_temperature | gt 80 | 0  | 81 -*100 70        | F .*100 R
          gpu_temperature | gt 80 | 0  | 81 ?*59 ? 81       | F .*59 E F
          gpu_temperature | gt 80 | 0  | 81 x*59 x          | F .*59 E
          gpu_temperature | gt 80 | 0  | 81 x*59 81 70      | F .*59 . R
          gpu_temperature | gt 80 | 10 | 81 ?*60 81 81      | . .*60 . F
          gpu_temperature | gt 80 | 0  | NaN 81 NaN 70      | . F . R
          gpu_utilization | lt 5  | 10 | 4 5 4 4 5          | . . . F R
          gpu_utilization | eq 5  | 0  | 5 6                | F R
          gpu_utilization | gte 5 | 0  | 4 5 4              | . F R
          gpu_utilization | lte 5 | 0  | 6 5 6              | . F R
          gpu_xid         | eq 79 | 0  | 0 79 79 0 79       | . F . R F
          gpu_xid         | eq 79 | 60 | 0 79               | . F
          gpu_xid         | gt 0  | 0  | 31 31 79 79 0      | F . RF . R
          gpu_xid         | lt 50 | 0  | 0 0                | . .
          gpu_temperature | gt 80 | 0  | 81 ~*100 70        | F .*100 R
          gpu_temperature | gt 80 | 20 | 81 81 ~ ~ ~ 81 81  | . . . . . . F
          gpu_xid         | eq 79 | 0  | 79 ?*100 79 13 0   | F .*100 . . R
          gpu_xid         | eq 79 | 0  | 79 13 13 79 - 13 0 | F . . . . . R
          gpu_xid         | eq 79 | 0  | 13 79 13 x*59 x    | . F . .*59 E
          gpu_xid         | gte 48 | 0 | 79 13 64 0         | F . RF R
          gpu_xid         | gt 0  | 0  | 31 79 45 154 13 48 0 | F RF . . . RF R
          gpu_xid         | eq 79 | 0  | 79 ?*359 79 13 0   | F .*359 . . R
          gpu_xid         | eq 79 | 0  | 79 ?*359 ?         | F .*359 E
          gpu_xid         | eq 79 | 0  | 79 ~*999 - ?*9     | F .*999 . .*9
          gpu_xid_fatal   | gt 0  | 0  | 0 79 45 154 0      | . F . . R
          gpu_xid_fatal   | gt 0  | 0  | 45 13 31 43 63     | . . . . .
          gpu_xid_fatal   | gt 0  | 0  | 143 149            | F .
          gpu_xid_fatal   | gt 0  | 0  | 13 140 154 0       | . F . R
          gpu_xid_fatal   | gt 0  | 0  | 500 0 9999         | F R F
          gpu_gone        | gte 1 | 20 | 0 1 1 1 - 1 0      | . . . F . . R
          node_unreachable | gte 1 | 20 | 1 1 1 0           | . . F R
          """)
  void firesAndResolves(
      String metric, String comparison, long seconds, String ticks, String expected) {
    AlertRule rule = rule(metric, comparison, seconds, Optional.empty(), true);
    List<String> outcome = new ArrayList<>();
    Map<AlertKey, HeldCondition> held = Map.of();
    Duration passed = Duration.ZERO;
    for (String tick : unfold(ticks)) {
      Evaluation evaluation =
          Evaluator.evaluate(List.of(rule), input(metric, tick), held, passed);
      outcome.add(outcome(evaluation));
      held = evaluation.after();
      passed = Duration.ofSeconds(10);
    }
    assertEquals(unfold(expected), outcome);
  }

  private static String outcome(Evaluation evaluation) {
    StringBuilder ended = new StringBuilder();
    for (Evaluation.Ended one : evaluation.resolved()) {
      ended.append(one.ending() == Ending.RESOLVED ? "R" : "E");
    }
    String outcome = ended + "F".repeat(evaluation.fired().size());
    return outcome.isEmpty() ? "." : outcome;
  }

  private static List<String> unfold(String text) {
    List<String> ticks = new ArrayList<>();
    for (String tick : text.strip().split(" +", -1)) {
      int star = tick.indexOf('*');
      int times = star < 0 ? 1 : Integer.parseInt(tick.substring(star + 1));
      for (int i = 0; i < times; i++) {
        ticks.add(star < 0 ? tick : tick.substring(0, star));
      }
    }
    return ticks;
  }

  private static EvaluationInput input(String metric, String tick) {
    return switch (tick) {
      case "-" -> new EvaluationInput(Map.of(ITSELF, Answer.NONE), List.of(), Set.of());
      case "?" -> new EvaluationInput(Map.of(ITSELF, Answer.WHOLE), List.of(), Set.of());
      case "~" -> new EvaluationInput(Map.of(ITSELF, Answer.PART), List.of(), Set.of());
      case "x" -> new EvaluationInput(Map.of(), List.of(), Set.of());
      default ->
          new EvaluationInput(
              Map.of(ITSELF, Answer.WHOLE),
              List.of(
                  new Measurement(new Subject.Node(NODE), Metric.parse(metric).orElseThrow(), Double.parseDouble(tick))),
              Set.of());
    };
  }

  private static AlertRule rule(
      String metric,
      String comparison,
      long seconds,
      Optional<NodeFilter> nodes,
      boolean enabled) {
    String[] parts = comparison.split(" ", -1);
    RuleSpec spec =
        new RuleSpec(
            "rule",
            Metric.parse(metric).orElseThrow(),
            Condition.parse(parts[0]).orElseThrow(),
            Double.parseDouble(parts[1]),
            Duration.ofSeconds(seconds),
            nodes,
            enabled);
    return new AlertRule(RULE, spec, Instant.EPOCH, Instant.EPOCH);
  }

  private static AlertRule hot() {
    return rule("gpu_temperature", "gt 80", 0, Optional.empty(), true);
  }

  private static Evaluation first(EvaluationInput input) {
    return Evaluator.evaluate(List.of(hot()), input, Map.of(), Duration.ZERO);
  }

  private static EvaluationInput hotGpus(int count) {
    List<Measurement> values = new ArrayList<>();
    for (int gpu = 0; gpu < count; gpu++) {
      values.add(new Measurement(new Subject.Gpu(NODE, gpu), Metric.GPU_TEMPERATURE, 90));
    }
    return new EvaluationInput(Map.of(ITSELF, Answer.WHOLE), values, Set.of());
  }

  @Test
  void firesOncePerGpu() {
    Evaluation evaluation = first(hotGpus(8));
    assertEquals(8, evaluation.fired().size());
    assertEquals(
        new AlertKey(RULE, new Subject.Gpu(NODE, 0)), evaluation.fired().getFirst().key());
  }

  @Test
  void firesOnceForWhatIsToldTwice() {
    List<Measurement> twice = new ArrayList<>(hotGpus(1).values());
    twice.addAll(hotGpus(1).values());
    assertEquals(1, first(new EvaluationInput(Map.of(ITSELF, Answer.WHOLE), twice, Set.of())).fired().size());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "deleted, true",
    "disabled, true",
    "about another metric, true",
    "about other nodes, true",
    "of a higher threshold, true",
    "of another duration, false",
    "the same, false"
  })
  void whatAnAlteredRuleFiredResolves(String change, boolean resolves) {
    Map<AlertKey, HeldCondition> before = first(hotGpus(1)).after();
    List<AlertRule> rules =
        switch (change) {
          case "deleted" -> List.of();
          case "disabled" ->
              List.of(rule("gpu_temperature", "gt 80", 0, Optional.empty(), false));
          case "about another metric" ->
              List.of(rule("slurm_queue_pending", "gt 80", 0, Optional.empty(), true));
          case "about other nodes" ->
              List.of(
                  rule("gpu_temperature", "gt 80", 0, Optional.of(NodeFilter.of("^gpu")), true));
          case "of a higher threshold" ->
              List.of(rule("gpu_temperature", "gt 95", 0, Optional.empty(), true));
          case "of another duration" ->
              List.of(rule("gpu_temperature", "gt 80", 600, Optional.empty(), true));
          default -> List.of(hot());
        };
    Evaluation evaluation =
        Evaluator.evaluate(rules, hotGpus(1), before, Duration.ofSeconds(10));
    assertEquals(resolves ? 1 : 0, evaluation.resolved().size());
    assertTrue(evaluation.fired().isEmpty());
  }

  /** What it fired was about something else: that is over, and the new one has to hold as long. */
  @Test
  void aRuleThatIsAboutSomethingElseNowBeginsAnew() {
    Map<AlertKey, HeldCondition> before = first(hotGpus(1)).after();
    List<AlertRule> changed = List.of(rule("gpu_power", "gt 80", 10, Optional.empty(), true));
    EvaluationInput input =
        new EvaluationInput(
            Map.of(ITSELF, Answer.WHOLE),
            List.of(new Measurement(new Subject.Gpu(NODE, 0), Metric.GPU_POWER, 700)),
            Set.of());
    Evaluation altered = Evaluator.evaluate(changed, input, before, Duration.ofSeconds(10));
    assertEquals(
        List.of(new Evaluation.Ended(new AlertKey(RULE, new Subject.Gpu(NODE, 0)), Ending.RESOLVED)),
        altered.resolved());
    assertEquals(List.of(), altered.fired());
    assertEquals(
        1,
        Evaluator.evaluate(changed, input, altered.after(), Duration.ofSeconds(10)).fired().size());
  }

  @Test
  void aRuleOfASilentNodeThatIsDisabledResolvesToo() {
    Evaluation evaluation =
        Evaluator.evaluate(
            List.of(),
            new EvaluationInput(Map.of(ITSELF, Answer.NONE), List.of(), Set.of()),
            first(hotGpus(1)).after(),
            Duration.ofSeconds(10));
    assertEquals(1, evaluation.resolved().size());
    assertTrue(evaluation.after().isEmpty());
  }

  private static Evaluation xid(List<AlertRule> rules, double code, Map<AlertKey, HeldCondition> before) {
    return Evaluator.evaluate(
        rules,
        new EvaluationInput(
            Map.of(ITSELF, Answer.WHOLE),
            List.of(new Measurement(new Subject.Gpu(NODE, 0), Metric.GPU_XID, code)),
            Set.of()),
        before,
        Duration.ofSeconds(10));
  }

  @Test
  void anotherEventFiresAnotherRuleInAddition() {
    AlertRule lost = rule("gpu_xid", "eq 79", 0, Optional.empty(), true);
    AlertRule application =
        new AlertRule(
            UUID.randomUUID(),
            rule("gpu_xid", "eq 13", 0, Optional.empty(), true).spec(),
            Instant.EPOCH,
            Instant.EPOCH);
    List<AlertRule> both = List.of(lost, application);
    Evaluation second = xid(both, 13, xid(both, 79, Map.of()).after());
    assertEquals(
        List.of(application.id()),
        second.fired().stream().map(fired -> fired.key().rule()).toList());
    assertEquals(List.of(), second.resolved());
    assertEquals(2, xid(both, 0, second.after()).resolved().size());
  }

  @Test
  void anEventResolvesWhenItsRuleIsNotAboutItAnyMore() {
    Map<AlertKey, HeldCondition> before =
        xid(List.of(rule("gpu_xid", "eq 79", 0, Optional.empty(), true)), 79, Map.of()).after();
    List<AlertRule> changed = List.of(rule("gpu_xid", "eq 48", 0, Optional.empty(), true));
    assertEquals(1, xid(changed, 79, before).resolved().size());
  }

  @Test
  void concernsOnlyTheNodesOfItsFilter() {
    NodeId other = new NodeId("login-1");
    EvaluationInput input =
        new EvaluationInput(
            Map.of(ITSELF, Answer.WHOLE, new Subject.Node(other), Answer.WHOLE),
            List.of(
                new Measurement(new Subject.Node(NODE), Metric.GPU_TEMPERATURE, 90),
                new Measurement(new Subject.Node(other), Metric.GPU_TEMPERATURE, 90)),
            Set.of());
    AlertRule rule =
        rule("gpu_temperature", "gt 80", 0, Optional.of(NodeFilter.of("^login")), true);
    Evaluation evaluation =
        Evaluator.evaluate(List.of(rule), input, Map.of(), Duration.ZERO);
    assertEquals(
        List.of(other), evaluation.fired().stream().map(fired -> fired.key().subject().place()).toList());
  }
}
