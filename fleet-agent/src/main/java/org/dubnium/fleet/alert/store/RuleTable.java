package org.dubnium.fleet.alert.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dubnium.fleet.alert.AlertRule;
import org.dubnium.fleet.alert.NodeFilter;
import org.dubnium.fleet.alert.RuleSpec;
import org.dubnium.fleet.sqlite.Session;

/** The rules, and which of the default ones were installed. */
final class RuleTable {

  private static final String ALL = "SELECT * FROM rules ORDER BY created_at, name, id";

  private RuleTable() {}

  static List<AlertRule> all(Session session) throws SQLException {
    return Sql.list(session, ALL, RuleTable::read);
  }

  static void put(Session session, AlertRule rule) throws SQLException {
    RuleSpec spec = rule.spec();
    Sql.update(
        session,
        "INSERT OR REPLACE INTO rules (id, name, metric, condition, threshold, duration,"
            + " node_filter, enabled, created_at, updated_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rule.id(),
        spec.name(),
        spec.metric(),
        spec.condition(),
        spec.threshold(),
        spec.duration().toSeconds(),
        spec.nodes().map(NodeFilter::text),
        spec.enabled(),
        rule.createdAt(),
        rule.updatedAt());
  }

  static boolean remove(Session session, UUID id) throws SQLException {
    return Sql.update(session, "DELETE FROM rules WHERE id = ?", id) > 0;
  }

  static void clear(Session session) throws SQLException {
    Sql.update(session, "DELETE FROM rules");
  }

  /** Installs those that never were installed, so that a rule once deleted stays deleted. */
  static void install(Session session, List<RuleSpec> defaults, Instant now)
      throws SQLException {
    for (RuleSpec spec : defaults) {
      int added =
          Sql.update(
              session, "INSERT OR IGNORE INTO installed_rules (name) VALUES (?)", spec.name());
      if (added > 0) {
        put(session, new AlertRule(UUID.randomUUID(), spec, now, now));
      }
    }
  }

  /** Removes the rules of these names that nobody has changed since they were installed. */
  static void withdraw(Session session, List<String> names) throws SQLException {
    for (String name : names) {
      int installed =
          Sql.update(session, "DELETE FROM installed_rules WHERE name = ?", name);
      if (installed > 0) {
        Sql.update(
            session, "DELETE FROM rules WHERE name = ? AND created_at = updated_at", name);
      }
    }
  }

  private static AlertRule read(ResultSet row) throws SQLException {
    return new AlertRule(
        Sql.uuid(row, "id"),
        new RuleSpec(
            row.getString("name"),
            Sql.metric(row),
            Sql.condition(row),
            row.getDouble("threshold"),
            Duration.ofSeconds(row.getLong("duration")),
            Optional.ofNullable(row.getString("node_filter")).map(NodeFilter::of),
            row.getBoolean("enabled")),
        Sql.time(row, "created_at"),
        Sql.time(row, "updated_at"));
  }
}
