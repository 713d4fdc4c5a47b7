package org.dubnium.fleet.alert;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dubnium.fleet.domain.NodeId;

/**
 * Rules, events, what the evaluator remembers and what the channels are to be told, in one SQLite
 * file. What belongs together changes together, so that after a restart nothing fires twice and
 * nothing is forgotten. Safe for use by many threads.
 */
public final class AlertStore implements AutoCloseable {

  /** Events that are kept: some hundred bytes each. */
  private static final int KEPT_EVENTS = 50_000;

  private final AlertDatabase database;
  private final InstantSource clock;
  private final List<ChannelRoute> routes;
  private final Outbox outbox;

  private AlertStore(
      AlertDatabase database, NodeId local, List<ChannelRoute> routes, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.routes = List.copyOf(routes);
    this.outbox = new Outbox(database, local, routes);
  }

  /**
   * Opens the store, making it if it is not there. One that is damaged is put aside and begun anew.
   *
   * @param file in a directory that is there; only one process may have it open
   * @param local this host, whose channels may fail
   * @param routes all channels that there are; what waits for others is dropped
   * @throws AlertStoreException if a later version wrote it, or the file cannot be used
   */
  public static AlertStore open(
      Path file, NodeId local, List<ChannelRoute> routes, InstantSource clock)
      throws AlertStoreException {
    AlertDatabase database = AlertDatabase.open(file, clock);
    AlertStore store = new AlertStore(database, local, routes, clock);
    boolean ready = false;
    try {
      store.prepare();
      ready = true;
      return store;
    } finally {
      if (!ready) {
        database.close();
      }
    }
  }

  private void prepare() throws AlertStoreException {
    var _ =
        database.transact(
            connection -> {
              RuleTable.install(connection, DefaultRules.all(), now());
              outbox.forgetOtherChannels(connection, now());
              return true;
            });
  }

  /** As precise as what is stored. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** What the channels are to be told. */
  public Outbox outbox() {
    return outbox;
  }

  List<AlertRule> rules() throws AlertStoreException {
    return database.transact(RuleTable::all);
  }

  void put(AlertRule rule) throws AlertStoreException {
    var _ =
        database.transact(
            connection -> {
              RuleTable.put(connection, rule);
              return true;
            });
  }

  boolean remove(UUID rule) throws AlertStoreException {
    return database.transact(connection -> RuleTable.remove(connection, rule));
  }

  Map<AlertKey, Held> held() throws AlertStoreException {
    return database.transact(HeldTable::all);
  }

  /** Records an evaluation and what the channels are to be told of it; returns what has changed. */
  List<AlertEvent> record(Evaluation evaluation, Map<AlertKey, Held> before)
      throws AlertStoreException {
    Instant now = now();
    return database.transact(
        connection -> {
          List<AlertEvent> changed = new ArrayList<>();
          for (AlertKey key : evaluation.resolved()) {
            resolve(connection, key, now).ifPresent(changed::add);
          }
          for (Evaluation.Fired fired : evaluation.fired()) {
            AlertEvent event = event(fired, now);
            EventTable.insert(connection, event);
            NoticeTable.fired(connection, event, routes, now);
            changed.add(event);
          }
          HeldTable.update(connection, before, evaluation.after());
          if (!evaluation.fired().isEmpty()) {
            EventTable.prune(connection, KEPT_EVENTS);
          }
          return changed;
        });
  }

  private Optional<AlertEvent> resolve(Connection connection, AlertKey key, Instant now)
      throws SQLException {
    Optional<AlertEvent> firing = EventTable.firing(connection, key);
    if (firing.isEmpty()) {
      return Optional.empty();
    }
    AlertEvent event = EventTable.resolve(connection, firing.get(), now);
    NoticeTable.resolved(connection, event, routes, now);
    return Optional.of(event);
  }

  private static AlertEvent event(Evaluation.Fired fired, Instant now) {
    RuleSpec rule = fired.rule();
    return new AlertEvent(
        UUID.randomUUID(),
        fired.key().rule(),
        rule.name(),
        fired.key().node(),
        fired.key().gpu(),
        rule.metric(),
        fired.value(),
        rule.threshold(),
        rule.condition(),
        Optional.empty(),
        now,
        Optional.empty(),
        Optional.empty());
  }

  /** Marks an event as seen by a person; empty if there is no such event. */
  Optional<AlertEvent> acknowledge(UUID id) throws AlertStoreException {
    Instant now = now();
    return database.transact(
        connection -> {
          Optional<AlertEvent> event = EventTable.find(connection, id);
          if (event.isPresent() && event.get().acknowledgedAt().isEmpty()) {
            EventTable.acknowledge(connection, id, now);
            if (event.get().resolvedAt().isEmpty()) {
              NoticeTable.acknowledged(connection, event.get(), routes, now);
            }
          }
          return EventTable.find(connection, id);
        });
  }

  Optional<AlertEvent> event(UUID id) throws AlertStoreException {
    return database.transact(connection -> EventTable.find(connection, id));
  }

  List<AlertEvent> firing() throws AlertStoreException {
    return database.transact(EventTable::firing);
  }

  List<AlertEvent> latest(int limit) throws AlertStoreException {
    return database.transact(connection -> EventTable.latest(connection, limit));
  }

  List<Attempt> attempts(UUID event) throws AlertStoreException {
    return database.transact(connection -> NoticeTable.attempts(connection, event));
  }

  @Override
  public void close() {
    database.close();
  }
}
