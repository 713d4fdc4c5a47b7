package org.dubnium.fleet.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.dubnium.fleet.alert.EvaluationInput.Answer;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.XidSeverity;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the rules on what is reported. Knows no clock: it is given how much time has passed, and counts
 * how long a condition was seen to hold, so that neither a jump of the clock nor a restart fires
 * anything early or twice.
 */
public final class Evaluator {

  /**
   * After so long without a word of it, from a node that answers as a whole or one that was taken
   * out of the fleet, an alert ends: what it was about is no more.
   */
  static final Duration FORGOTTEN = Duration.ofMinutes(10);

  /**
   * The same where the metric is an event, such as an XID: the exporter may have been restarted.
   */
  static final Duration EVENT_FORGOTTEN = Duration.ofHours(1);

  /** The same for the metrics of a GPU that is gone: its alerts must outlive it. */
  public static final Duration GONE_FORGOTTEN = Duration.ofDays(1);

  private final Map<UUID, RuleSpec> rules = new HashMap<>();
  private final EvaluationInput input;
  private final Map<AlertKey, HeldCondition> before;
  private final Duration passed;

  private final Map<AlertKey, HeldCondition> after = new HashMap<>();
  private final Set<AlertKey> reported = new HashSet<>();
  private final List<Evaluation.Ended> resolved = new ArrayList<>();
  private final List<Evaluation.Fired> fired = new ArrayList<>();

  private Evaluator(
      Collection<AlertRule> rules, EvaluationInput input, Map<AlertKey, HeldCondition> before, Duration passed) {
    this.input = input;
    this.before = before;
    this.passed = passed;
    for (AlertRule rule : rules) {
      if (rule.spec().enabled()) {
        this.rules.put(rule.id(), rule.spec());
      }
    }
  }

  /**
   * Evaluates once.
   *
   * @param before what the last evaluation left
   * @param passed since the last evaluation, not negative; zero if that was before a restart
   */
  public static Evaluation evaluate(
      Collection<AlertRule> rules, EvaluationInput input, Map<AlertKey, HeldCondition> before, Duration passed) {
    Evaluator evaluator = new Evaluator(rules, input, before, passed);
    evaluator.evaluateReported();
    evaluator.evaluateUnreported();
    return new Evaluation(evaluator.after, evaluator.resolved, evaluator.fired);
  }

  private void evaluateReported() {
    Map<Metric, List<Measurement>> byMetric = new EnumMap<>(Metric.class);
    for (Measurement value : input.values()) {
      if (Double.isFinite(value.value())) {
        byMetric.computeIfAbsent(value.metric(), _ -> new ArrayList<>()).add(value);
      }
    }
    rules.forEach(
        (id, rule) -> {
          Map<NodeId, Boolean> concerned = new HashMap<>();
          for (Measurement value : byMetric.getOrDefault(rule.metric(), List.of())) {
            if (concerned.computeIfAbsent(value.subject().place(), rule::concerns)) {
              evaluate(new AlertKey(id, value.subject()), rule, value);
            }
          }
        });
  }

  private void evaluate(AlertKey key, RuleSpec rule, Measurement measured) {
    double value = measured.value();
    if (!reported.add(key)) {
      return;
    }
    HeldCondition old = before.get(key);
    if (old != null && old.metric() != rule.metric()) {
      resolveIfFiring(key, old);
      old = null;
    }
    boolean holds = rule.holds(value);
    if (!holds && (old == null || !outlasts(old, rule, value))) {
      resolveIfFiring(key, old);
      return;
    }
    HeldCondition held =
        old == null ? HeldCondition.begin(rule.metric()) : old.again(passed, rule.duration());
    boolean due = holds && isDue(key, held, rule, value);
    after.put(key, due ? fire(key, held, rule, measured) : held);
  }

  /**
   * What has happened is not undone by something else that happens later: an event goes on firing,
   * until it is reported that there is none, as after the driver was loaded anew.
   */
  private static boolean outlasts(HeldCondition old, RuleSpec rule, double value) {
    return rule.metric().isEvent()
        && value != 0
        && old.fires()
        && old.fired().filter(rule::holds).isPresent();
  }

  /**
   * Another event that the rule is about takes the place of the last, unless that is critical and the
   * other is not, or only follows it; the same reported again is none.
   */
  private boolean isDue(AlertKey key, HeldCondition held, RuleSpec rule, double value) {
    if (!rule.metric().isEvent()) {
      return held.fired().isEmpty() && held.held().compareTo(rule.duration()) >= 0;
    }
    if (held.fired().filter(last -> last == value || wouldHide(held, last, value)).isPresent()) {
      return false;
    }
    resolveIfFiring(key, held);
    return true;
  }

  private static boolean wouldHide(HeldCondition held, double last, double value) {
    return held.fires() && XidSeverity.hides(value, last);
  }

  private HeldCondition fire(AlertKey key, HeldCondition held, RuleSpec rule, Measurement measured) {
    fired.add(new Evaluation.Fired(key, rule, measured.value(), measured.detail()));
    return held.firedAt(measured.value());
  }

  private void evaluateUnreported() {
    before.forEach(
        (key, held) -> {
          if (!reported.contains(key)) {
            evaluateSilence(key, held);
          }
        });
  }

  private void evaluateSilence(AlertKey key, HeldCondition held) {
    RuleSpec rule = rules.get(key.rule());
    if (rule == null || rule.metric() != held.metric() || !rule.concerns(key.subject().place())) {
      resolveIfFiring(key, held);
      return;
    }
    Answer answer = input.answers().get(key.subject().owner());
    boolean cannotTell = answer != null && answer != Answer.WHOLE;
    HeldCondition next = cannotTell ? held.silent() : held.missing(passed);
    if (next.unreported().compareTo(patience(key, held, answer)) >= 0) {
      end(key, held, Ending.NO_LONGER_REPORTED);
    } else {
      after.put(key, next);
    }
  }

  private Duration patience(AlertKey key, HeldCondition held, @Nullable Answer answer) {
    if (answer == null) {
      return FORGOTTEN;
    }
    if (key.subject() instanceof Subject.Gpu gpu && input.gone().contains(gpu)) {
      return GONE_FORGOTTEN;
    }
    return held.metric().isEvent() ? EVENT_FORGOTTEN : FORGOTTEN;
  }

  private void resolveIfFiring(AlertKey key, @Nullable HeldCondition held) {
    if (held != null) {
      end(key, held, Ending.RESOLVED);
    }
  }

  private void end(AlertKey key, HeldCondition held, Ending ending) {
    if (held.fires()) {
      resolved.add(new Evaluation.Ended(key, ending));
    }
  }
}
