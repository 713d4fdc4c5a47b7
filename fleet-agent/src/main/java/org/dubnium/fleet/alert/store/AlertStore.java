package org.dubnium.fleet.alert.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertKey;
import org.dubnium.fleet.alert.AlertRule;
import org.dubnium.fleet.alert.Attempt;
import org.dubnium.fleet.alert.ChannelRoute;
import org.dubnium.fleet.alert.DefaultRules;
import org.dubnium.fleet.alert.Ending;
import org.dubnium.fleet.alert.Evaluation;
import org.dubnium.fleet.alert.ExpectedGpus;
import org.dubnium.fleet.alert.HeldCondition;
import org.dubnium.fleet.alert.RuleSpec;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.sqlite.Session;

/**
 * Rules, events, what the evaluator remembers and what the channels are to be told, in one SQLite
 * file. What belongs together changes together, so that after a restart nothing fires twice and
 * nothing is forgotten. Safe for use by many threads.
 */
public final class AlertStore implements AutoCloseable {

  /** Events that are kept: some hundred bytes each. */
  private static final int KEPT_EVENTS = 50_000;

  /** The expected GPUs before and after an evaluation. */
  public record Change(ExpectedGpus before, ExpectedGpus after) {}

  private final AlertDatabase database;
  private final InstantSource clock;
  private final NotificationQueue queue;

  private AlertStore(
      AlertDatabase database, NodeId local, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.queue = new NotificationQueue(database, local);
  }

  /**
   * Opens the store, making it if it is not there. One that is damaged is put aside and begun anew.
   * It tells no channel before {@link #route}.
   *
   * @param file in a directory that is there; only one process may have it open
   * @param local this host, whose channels may fail
   * @throws AlertStoreException if a later version wrote it, or the file cannot be used
   */
  public static AlertStore open(Path file, NodeId local, InstantSource clock)
      throws AlertStoreException {
    AlertDatabase database =
        AlertDatabase.open(
            file,
            clock,
            session -> {
              RuleTable.install(session, DefaultRules.all(), now(clock));
              RuleTable.withdraw(session, DefaultRules.replaced());
              return true;
            });
    return new AlertStore(database, local, clock);
  }

  /**
   * Tells these channels from now on.
   *
   * @param routes all channels that there are; what waits for others is dropped
   */
  public void route(List<ChannelRoute> routes) throws AlertStoreException {
    queue.route(routes, now());
  }

  private static Instant now(InstantSource clock) {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** The time, as precise as it is stored. */
  public Instant now() {
    return now(clock);
  }

  /** The notifications that are to be delivered. */
  public NotificationQueue notifications() {
    return queue;
  }

  public List<AlertRule> rules() throws AlertStoreException {
    return database.read(RuleTable::all);
  }

  public void put(AlertRule rule) throws AlertStoreException {
    var _ =
        database.transact(
            session -> {
              RuleTable.put(session, rule);
              return true;
            });
  }

  public boolean remove(UUID rule) throws AlertStoreException {
    return database.transact(session -> RuleTable.remove(session, rule));
  }

  public Map<AlertKey, HeldCondition> held() throws AlertStoreException {
    return database.read(HeldConditionTable::all);
  }

  /** Which GPUs each node is known to have. */
  public ExpectedGpus roster() throws AlertStoreException {
    return database.read(ExpectedGpusTable::all);
  }

  /**
   * Records an evaluation and what the channels are to be told of it; returns what has changed.
   *
   * @param known the GPUs that were known before, and those that are now
   */
  public List<AlertEvent> record(Evaluation evaluation, Map<AlertKey, HeldCondition> before, Change known)
      throws AlertStoreException {
    Instant now = now();
    return database.transact(
        session -> {
          List<AlertEvent> changed = new ArrayList<>();
          for (Evaluation.Ended ended : evaluation.resolved()) {
            Optional<AlertEvent> over =
                EventTable.resolve(session, ended.key(), now, ended.ending());
            if (over.isPresent()) {
              NotificationTable.resolved(session, over.get(), queue.routes(), now);
              changed.add(over.get());
            }
          }
          for (Evaluation.Fired fired : evaluation.fired()) {
            AlertEvent event = event(fired, now);
            EventTable.insert(session, event);
            NotificationTable.fired(session, event, queue.routes(), now);
            changed.add(event);
          }
          HeldConditionTable.update(session, before, evaluation.after());
          ExpectedGpusTable.update(session, known.before(), known.after());
          if (!evaluation.fired().isEmpty()) {
            EventTable.prune(session, KEPT_EVENTS);
          }
          return changed;
        });
  }

  private static AlertEvent event(Evaluation.Fired fired, Instant now) {
    RuleSpec rule = fired.rule();
    return AlertEvent.fired(
        fired.key(),
        rule.name(),
        rule.metric(),
        fired.value(),
        rule.threshold(),
        rule.condition(),
        fired.detail(),
        now);
  }

  /**
   * Marks an event as seen by a person, which ends one that nothing else would end; empty if there
   * is no such event.
   */
  public Optional<AlertEvent> acknowledge(UUID id) throws AlertStoreException {
    Instant now = now();
    return database.transact(
        session -> {
          Optional<AlertEvent> event = EventTable.find(session, id);
          if (event.isPresent() && event.get().acknowledgedAt().isEmpty()) {
            EventTable.acknowledge(session, id, now);
            if (event.get().resolvedAt().isEmpty()) {
              NotificationTable.acknowledged(session, event.get(), queue.routes(), now);
              end(session, event.get(), now);
            }
          }
          return EventTable.find(session, id);
        });
  }

  private void end(Session session, AlertEvent event, Instant now) throws SQLException {
    if (event.metric().endsByAcknowledgement()) {
      Optional<AlertEvent> over =
          EventTable.resolve(session, event.key(), now, Ending.RESOLVED);
      if (over.isPresent()) {
        NotificationTable.resolved(session, over.get(), queue.routes(), now);
      }
    }
  }

  public Optional<AlertEvent> event(UUID id) throws AlertStoreException {
    return database.read(session -> EventTable.find(session, id));
  }

  public List<AlertEvent> firing() throws AlertStoreException {
    return database.read(EventTable::firing);
  }

  public List<AlertEvent> latest(int limit) throws AlertStoreException {
    return database.read(session -> EventTable.latest(session, limit));
  }

  public List<Attempt> attempts(UUID event) throws AlertStoreException {
    return database.read(session -> DeliveryTable.attempts(session, event));
  }

  /** How often a damaged file was set aside, and an empty one begun, since the store was opened. */
  public long recoveries() {
    return database.recoveries();
  }

  /** Replaces all rules by these, as they were before the file was lost. */
  public void restore(List<AlertRule> rules) throws AlertStoreException {
    var _ =
        database.transact(
            session -> {
              RuleTable.clear(session);
              for (AlertRule rule : rules) {
                RuleTable.put(session, rule);
              }
              return true;
            });
  }

  /** For tests: more pages than these are a full disk. */
  public void limitPages(int most) throws SQLException {
    database.limitPages(most);
  }

  @Override
  public void close() {
    database.close();
  }
}
