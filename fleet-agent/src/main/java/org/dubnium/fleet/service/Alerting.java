package org.dubnium.fleet.service;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertKey;
import org.dubnium.fleet.alert.AlertRule;
import org.dubnium.fleet.alert.Attempt;
import org.dubnium.fleet.alert.DeliveryTally;
import org.dubnium.fleet.alert.Evaluation;
import org.dubnium.fleet.alert.EvaluationInput;
import org.dubnium.fleet.alert.Evaluator;
import org.dubnium.fleet.alert.ExpectedGpus;
import org.dubnium.fleet.alert.HeldCondition;
import org.dubnium.fleet.alert.Notifier;
import org.dubnium.fleet.alert.RuleSpec;
import org.dubnium.fleet.alert.store.AlertStore;
import org.dubnium.fleet.alert.store.AlertStoreException;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SupplementaryReadings;

/**
 * The alerts of the fleet: what the service evaluates at every tick, and what people ask of it.
 * Safe for use by many threads.
 */
public final class Alerting {

  /** The most rules: each is evaluated for every node at every tick. */
  static final int MOST_RULES = 500;

  /** The most events that {@link #history} returns. */
  public static final int LONGEST_HISTORY = 1_000;

  /** The most time that one tick counts for: nothing was observed in between. */
  static final Duration LONGEST_TICK = Duration.ofMinutes(2);

  private final AlertStore store;
  private final Notifier notifier;
  private final ChangeListener listener;
  private final LongSupplier nanoTime;

  private List<AlertRule> rules;
  private Map<AlertKey, HeldCondition> held;
  private ExpectedGpus roster;

  /** The expected GPUs as they are stored. */
  private ExpectedGpus recorded;

  /** The states of all nodes at the last tick. */
  private List<NodeState> seen = List.of();

  /** How often the store had begun a new file when the rules above were read or restored. */
  private long recoveries;

  private Optional<Long> lastTick = Optional.empty();

  /**
   * Goes on where the store stands.
   *
   * @param notifier woken when the store has something for it
   * @param listener told of what fires and resolves, and of what people change
   * @param nanoTime a clock that nobody puts forward or back: {@link System#nanoTime}
   */
  public Alerting(
      AlertStore store, Notifier notifier, ChangeListener listener, LongSupplier nanoTime)
      throws AlertStoreException {
    this.store = store;
    this.notifier = notifier;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.recoveries = store.recoveries();
    this.rules = store.rules();
    this.held = store.held();
    this.roster = store.roster();
    this.recorded = roster;
  }

  /**
   * Evaluates once.
   *
   * @param states of all nodes of the fleet
   * @param beside what their readings do not say
   * @return what fired and what resolved
   * @throws AlertStoreException if it cannot be recorded; then nothing has fired, and the next tick
   *     makes up for it
   */
  public synchronized List<AlertEvent> tick(List<NodeState> states, SupplementaryReadings beside)
      throws AlertStoreException {
    recover();
    long now = nanoTime.getAsLong();
    Duration passed =
        lastTick.map(last -> Duration.ofNanos(now - last)).orElse(Duration.ZERO);
    Duration counted = passed.compareTo(LONGEST_TICK) > 0 ? LONGEST_TICK : passed;
    ExpectedGpus known = roster.after(states);
    EvaluationInput input = EvaluationInput.of(states, beside, known.gone(states));
    Evaluation evaluation = Evaluator.evaluate(rules, input, held, counted);
    List<AlertEvent> changed =
        store.record(evaluation, held, new AlertStore.Change(recorded, known));
    held = evaluation.after();
    roster = known;
    recorded = known;
    seen = List.copyOf(states);
    lastTick = Optional.of(now);
    if (!changed.isEmpty()) {
      notifier.wake();
      listener.alertsChanged(changed);
    }
    return changed;
  }

  /**
   * If the file was lost: the rules are known still; what fires now fires anew. Whatever fails on
   * the way is done again the next time.
   */
  private void recover() throws AlertStoreException {
    long present = store.recoveries();
    if (present != recoveries) {
      store.restore(rules);
      held = store.held();
      recorded = ExpectedGpus.NONE;
      recoveries = present;
    }
  }

  /** All rules, the oldest first. */
  public synchronized List<AlertRule> rules() {
    return rules;
  }

  public synchronized AlertRule rule(UUID id) throws OperationException {
    return rules.stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow(() -> notFound("rule"));
  }

  private static OperationException notFound(String what) {
    return new OperationException(Kind.NOT_FOUND, "cannot find that " + what);
  }

  /** Makes a rule, evaluated from the next tick on. */
  public synchronized AlertRule create(RuleSpec spec) throws OperationException {
    recover();
    if (rules.size() >= MOST_RULES) {
      throw new OperationException(
          Kind.CONFLICT, "cannot take more rules: delete one first");
    }
    Instant now = store.now();
    AlertRule rule = new AlertRule(UUID.randomUUID(), spec, now, now);
    put(rule);
    return rule;
  }

  /**
   * Changes a rule. What it fired resolves at the next tick if the rule as it is now does not hold.
   */
  public synchronized AlertRule update(UUID id, RuleSpec spec) throws OperationException {
    recover();
    AlertRule rule = new AlertRule(id, spec, rule(id).createdAt(), store.now());
    put(rule);
    return rule;
  }

  private void put(AlertRule rule) throws AlertStoreException {
    store.put(rule);
    rules = store.rules();
    listener.rulesChanged();
  }

  /** Removes a rule. What it fired resolves at the next tick. */
  public synchronized void delete(UUID id) throws OperationException {
    recover();
    if (!store.remove(id)) {
      throw notFound("rule");
    }
    rules = store.rules();
    listener.rulesChanged();
  }

  /** What fires now, the oldest first. */
  public List<AlertEvent> firing() throws AlertStoreException {
    return store.firing();
  }

  /**
   * What has fired, the newest first.
   *
   * @param limit at most {@link #LONGEST_HISTORY} are told
   */
  public List<AlertEvent> history(int limit) throws AlertStoreException {
    return store.latest(Math.clamp(limit, 0, LONGEST_HISTORY));
  }

  public AlertEvent event(UUID id) throws OperationException {
    return store.event(id).orElseThrow(() -> notFound("event"));
  }

  /** Counts of the attempts to deliver since this process began, by channel. */
  public List<DeliveryTally> deliveries() {
    return store.notifications().tallies();
  }

  /** Every attempt to notify of an event, in their order. */
  public List<Attempt> attempts(UUID event) throws AlertStoreException {
    return store.attempts(event);
  }

  /**
   * Notes that a person looks after an alert. The first time counts. What tells of an event rather
   * than of how something is resolves by it; so does that a GPU is gone, which is then forgotten.
   */
  public synchronized AlertEvent acknowledge(UUID id) throws OperationException {
    AlertEvent before = event(id);
    AlertEvent event = store.acknowledge(id).orElseThrow(() -> notFound("event"));
    if (before.resolvedAt().isEmpty() && event.resolvedAt().isPresent()) {
      Map<AlertKey, HeldCondition> changed = new HashMap<>(held);
      changed.computeIfPresent(before.key(), (_, one) -> one.ended());
      held = changed;
      forget(before);
    }
    notifier.wake();
    listener.alertsChanged(List.of(event));
    return event;
  }

  private void forget(AlertEvent event) {
    if (event.metric() == Metric.GPU_GONE && event.subject() instanceof Subject.Gpu gpu) {
      roster = roster.without(gpu, seen);
    }
  }
}
