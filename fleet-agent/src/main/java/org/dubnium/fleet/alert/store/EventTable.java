package org.dubnium.fleet.alert.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertKey;
import org.dubnium.fleet.alert.Ending;
import org.dubnium.fleet.sqlite.Session;

/** The alert events. A unique index sees to it that a key fires once at a time. */
final class EventTable {

  private EventTable() {}

  static void insert(Session session, AlertEvent event) throws SQLException {
    Sql.update(
        session,
        "INSERT INTO events (id, rule_id, rule_name, subject, metric, value, threshold,"
            + " condition, detail, fired_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        event.id(),
        event.ruleId(),
        event.ruleName(),
        event.subject(),
        event.metric(),
        event.value(),
        event.threshold(),
        event.condition(),
        event.detail(),
        event.firedAt());
  }

  /** The firing event of a key; empty if none fires. */
  static Optional<AlertEvent> firing(Session session, AlertKey key) throws SQLException {
    return Sql.first(
        session,
        "SELECT * FROM events"
            + " WHERE rule_id = ? AND subject = ? AND resolved_at IS NULL",
        EventTable::read,
        key.rule(),
        key.subject());
  }

  /** All firing events, the oldest first. */
  static List<AlertEvent> firing(Session session) throws SQLException {
    return Sql.list(
        session,
        "SELECT * FROM events WHERE resolved_at IS NULL ORDER BY seq",
        EventTable::read);
  }

  /** The newest first, by when they were recorded: a clock may be put back. */
  static List<AlertEvent> latest(Session session, int limit) throws SQLException {
    return Sql.list(
        session, "SELECT * FROM events ORDER BY seq DESC LIMIT ?", EventTable::read, limit);
  }

  static Optional<AlertEvent> find(Session session, UUID id) throws SQLException {
    return Sql.first(session, "SELECT * FROM events WHERE id = ?", EventTable::read, id);
  }

  /**
   * Resolves the firing event of a key; empty if none fires. It never resolves before it fired,
   * even if the clock was put back.
   */
  static Optional<AlertEvent> resolve(
      Session session, AlertKey key, Instant now, Ending ending)
      throws SQLException {
    return Sql.first(
        session,
        "UPDATE events SET resolved_at = max(?, fired_at), ending = ?"
            + " WHERE rule_id = ? AND subject = ? AND resolved_at IS NULL RETURNING *",
        EventTable::read,
        now,
        ending.text(),
        key.rule(),
        key.subject());
  }

  /** Acknowledges an event; later acknowledgements change nothing. */
  static void acknowledge(Session session, UUID id, Instant now) throws SQLException {
    Sql.update(
        session,
        "UPDATE events SET acknowledged_at = ? WHERE id = ? AND acknowledged_at IS NULL",
        now,
        id);
  }

  /**
   * Forgets the oldest that are over, beyond so many; of those that are still to be told, twice as
   * many stay.
   */
  static void prune(Session session, int keep) throws SQLException {
    Sql.update(
        session,
        "DELETE FROM events WHERE resolved_at IS NOT NULL"
            + " AND seq <= (SELECT max(seq) FROM events) - ?"
            + " AND (seq <= (SELECT max(seq) FROM events) - ? OR NOT EXISTS (SELECT 1 FROM notices"
            + " WHERE notices.event_id = events.id AND notices.state = 'waiting'))",
        keep,
        2 * keep);
  }

  static AlertEvent read(ResultSet row) throws SQLException {
    return new AlertEvent(
        Sql.uuid(row, "id"),
        Sql.uuid(row, "rule_id"),
        row.getString("rule_name"),
        Sql.subject(row),
        Sql.metric(row),
        row.getDouble("value"),
        row.getDouble("threshold"),
        Sql.condition(row),
        Optional.ofNullable(row.getString("detail")),
        Sql.time(row, "fired_at"),
        Sql.maybeTime(row, "resolved_at"),
        Sql.maybeTime(row, "acknowledged_at"),
        Optional.ofNullable(row.getString("ending")).flatMap(Ending::parse));
  }
}
