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
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SupplementaryReadings;

/**
 * The alerts of the fleet: what the service evaluates at every tick, and what people ask of it.
 * Safe for use by many threads.
 */
public final class Alerting {

  /** Rules that there may be: each is evaluated for every node at every tick. */
  static final int MOST_RULES = 500;

  /** Events that one answer may hold. */
  static final int LONGEST_HISTORY = 1_000;

  /** What a tick that comes late may count for: nobody looked in between. */
  static final Duration LONGEST_TICK = Duration.ofMinutes(2);

  private final AlertStore store;
  private final Notifier notifier;
  private final LongSupplier nanoTime;

  private List<AlertRule> rules;
  private Map<AlertKey, HeldCondition> held;
  private ExpectedGpus roster;

  /** What the file has of it. */
  private ExpectedGpus recorded;

  /** How all nodes were at the last tick. */
  private List<NodeState> seen = List.of();

  /** The file that the rules above were read from or restored to, as the store counts them. */
  private long file;

  private Optional<Long> lastTick = Optional.empty();

  /**
   * Goes on where the store stands.
   *
   * @param notifier woken when the store has something for it
   * @param nanoTime a clock that nobody puts forward or back: {@link System#nanoTime}
   */
  public Alerting(AlertStore store, Notifier notifier, LongSupplier nanoTime)
      throws AlertStoreException {
    this.store = store;
    this.notifier = notifier;
    this.nanoTime = nanoTime;
    this.file = store.begunAnew();
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
    EvaluationInput sight = EvaluationInput.of(states, beside, known.gone(states));
    Evaluation evaluation = Evaluator.evaluate(rules, sight, held, counted);
    List<AlertEvent> changed =
        store.record(evaluation, held, new AlertStore.Change(recorded, known));
    held = evaluation.after();
    roster = known;
    recorded = known;
    seen = List.copyOf(states);
    lastTick = Optional.of(now);
    if (!changed.isEmpty()) {
      notifier.wake();
    }
    return changed;
  }

  /**
   * If the file was lost: the rules are known still; what fires now fires anew. Whatever fails on
   * the way is done again the next time.
   */
  private void recover() throws AlertStoreException {
    long present = store.begunAnew();
    if (present != file) {
      store.restore(rules);
      held = store.held();
      recorded = ExpectedGpus.NONE;
      file = present;
    }
  }

  /** All rules, the oldest first. */
  public synchronized List<AlertRule> rules() {
    return rules;
  }

  public synchronized Optional<AlertRule> rule(UUID id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /**
   * Makes a rule, evaluated from the next tick on.
   *
   * @return empty if there are too many already
   */
  public synchronized Optional<AlertRule> create(RuleSpec spec) throws AlertStoreException {
    recover();
    if (rules.size() >= MOST_RULES) {
      return Optional.empty();
    }
    Instant now = store.now();
    AlertRule rule = new AlertRule(UUID.randomUUID(), spec, now, now);
    store.put(rule);
    rules = store.rules();
    return Optional.of(rule);
  }

  /**
   * Changes a rule. What it fired resolves at the next tick if the rule as it is now does not hold.
   *
   * @return empty if there is none with this id
   */
  public synchronized Optional<AlertRule> update(UUID id, RuleSpec spec)
      throws AlertStoreException {
    recover();
    Optional<AlertRule> before = rule(id);
    if (before.isEmpty()) {
      return Optional.empty();
    }
    AlertRule rule = new AlertRule(id, spec, before.get().createdAt(), store.now());
    store.put(rule);
    rules = store.rules();
    return Optional.of(rule);
  }

  /**
   * Removes a rule. What it fired resolves at the next tick.
   *
   * @return false if there is none with this id
   */
  public synchronized boolean delete(UUID id) throws AlertStoreException {
    recover();
    boolean removed = store.remove(id);
    rules = store.rules();
    return removed;
  }

  /** What fires now, the oldest first. */
  public List<AlertEvent> firing() throws AlertStoreException {
    return store.firing();
  }

  /**
   * What has fired, the newest first.
   *
   * @param limit at most 1,000 are told
   */
  public List<AlertEvent> history(int limit) throws AlertStoreException {
    return store.latest(Math.clamp(limit, 0, LONGEST_HISTORY));
  }

  public Optional<AlertEvent> event(UUID id) throws AlertStoreException {
    return store.event(id);
  }

  /** How the attempts to tell each channel went since this process began. */
  public List<DeliveryTally> deliveries() {
    return store.outbox().tallies();
  }

  /** Every attempt to tell a channel of an event, in their order. */
  public List<Attempt> attempts(UUID event) throws AlertStoreException {
    return store.attempts(event);
  }

  /**
   * Notes that a person looks after an alert. The first time counts. What tells of an event rather
   * than of how something is resolves by it; so does that a GPU is gone, which is then forgotten.
   *
   * @return the alert; empty if there is none with this id
   */
  public synchronized Optional<AlertEvent> acknowledge(UUID id) throws AlertStoreException {
    Optional<AlertEvent> before = store.event(id).filter(event -> event.resolvedAt().isEmpty());
    Optional<AlertEvent> event = store.acknowledge(id);
    if (before.isPresent() && event.flatMap(AlertEvent::resolvedAt).isPresent()) {
      Map<AlertKey, HeldCondition> changed = new HashMap<>(held);
      changed.computeIfPresent(before.get().key(), (_, one) -> one.ended());
      held = changed;
      forget(before.get());
    }
    notifier.wake();
    return event;
  }

  private void forget(AlertEvent event) {
    if (event.metric() == Metric.GPU_GONE && event.subject() instanceof Subject.Gpu gpu) {
      roster = roster.without(gpu, seen);
    }
  }
}
