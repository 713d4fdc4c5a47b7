package org.dubnium.fleet.alert;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dubnium.fleet.domain.NodeId;

/** What has fired. That a key fires once at a time is the database's own rule too. */
final class EventTable {

  private EventTable() {}

  static void insert(Connection connection, AlertEvent event) throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO events (id, rule_id, rule_name, node, gpu, metric, value, threshold,"
            + " condition, detail, fired_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        event.id(),
        event.ruleId(),
        event.ruleName(),
        event.node(),
        event.gpu(),
        event.metric(),
        event.value(),
        event.threshold(),
        event.condition(),
        event.detail(),
        event.firedAt());
  }

  /** The event of a key that fires; empty if none does. */
  static Optional<AlertEvent> firing(Connection connection, AlertKey key) throws SQLException {
    return Sql.first(
        connection,
        "SELECT * FROM events"
            + " WHERE rule_id = ? AND node = ? AND gpu = ? AND resolved_at IS NULL",
        EventTable::read,
        key.rule(),
        key.node(),
        key.gpu());
  }

  /** All that fires, the oldest first. */
  static List<AlertEvent> firing(Connection connection) throws SQLException {
    return Sql.list(
        connection,
        "SELECT * FROM events WHERE resolved_at IS NULL ORDER BY seq",
        EventTable::read);
  }

  /** The newest first, by when they were recorded: a clock may be put back. */
  static List<AlertEvent> latest(Connection connection, int limit) throws SQLException {
    return Sql.list(
        connection, "SELECT * FROM events ORDER BY seq DESC LIMIT ?", EventTable::read, limit);
  }

  static Optional<AlertEvent> find(Connection connection, UUID id) throws SQLException {
    return Sql.first(connection, "SELECT * FROM events WHERE id = ?", EventTable::read, id);
  }

  static AlertEvent resolve(Connection connection, AlertEvent event, Instant now)
      throws SQLException {
    AlertEvent resolved = event.resolved(now);
    Sql.update(
        connection,
        "UPDATE events SET resolved_at = ? WHERE id = ?",
        resolved.resolvedAt(),
        event.id());
    return resolved;
  }

  /** The first acknowledgement counts. */
  static void acknowledge(Connection connection, UUID id, Instant now) throws SQLException {
    Sql.update(
        connection,
        "UPDATE events SET acknowledged_at = ? WHERE id = ? AND acknowledged_at IS NULL",
        now,
        id);
  }

  /** Forgets the oldest that are over and told, beyond so many. */
  static void prune(Connection connection, int keep) throws SQLException {
    Sql.update(
        connection,
        "DELETE FROM events WHERE resolved_at IS NOT NULL"
            + " AND seq <= (SELECT max(seq) FROM events) - ?"
            + " AND NOT EXISTS (SELECT 1 FROM notices"
            + " WHERE notices.event_id = events.id AND notices.state = 'waiting')",
        keep);
  }

  static AlertEvent read(ResultSet row) throws SQLException {
    return new AlertEvent(
        Sql.uuid(row, "id"),
        Sql.uuid(row, "rule_id"),
        row.getString("rule_name"),
        new NodeId(row.getString("node")),
        Sql.gpu(row),
        Sql.metric(row),
        row.getDouble("value"),
        row.getDouble("threshold"),
        Sql.condition(row),
        Optional.ofNullable(row.getString("detail")),
        Sql.time(row, "fired_at"),
        Sql.maybeTime(row, "resolved_at"),
        Sql.maybeTime(row, "acknowledged_at"));
  }
}
