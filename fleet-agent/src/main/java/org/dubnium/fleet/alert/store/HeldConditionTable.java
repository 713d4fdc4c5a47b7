package org.dubnium.fleet.alert.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.alert.AlertKey;
import org.dubnium.fleet.alert.HeldCondition;
import org.dubnium.fleet.sqlite.Session;

/** The conditions that hold, as the evaluator remembers them. */
final class HeldConditionTable {

  private record Entry(AlertKey key, HeldCondition held) {}

  private HeldConditionTable() {}

  /** All held conditions; whether one is over is not stored here, but follows from the events. */
  static Map<AlertKey, HeldCondition> all(Session session) throws SQLException {
    Map<AlertKey, HeldCondition> all = new HashMap<>();
    String question =
        "SELECT held.*, NOT EXISTS (SELECT 1 FROM events WHERE events.rule_id = held.rule_id"
            + " AND events.subject = held.subject AND events.resolved_at IS NULL) AS over FROM held";
    for (Entry entry : Sql.list(session, question, HeldConditionTable::read)) {
      all.put(entry.key(), entry.held());
    }
    return all;
  }

  /** Writes what has changed. */
  static void update(Session session, Map<AlertKey, HeldCondition> before, Map<AlertKey, HeldCondition> after)
      throws SQLException {
    for (Map.Entry<AlertKey, HeldCondition> entry : after.entrySet()) {
      if (!entry.getValue().equals(before.get(entry.getKey()))) {
        put(session, entry.getKey(), entry.getValue());
      }
    }
    for (AlertKey key : before.keySet()) {
      if (!after.containsKey(key)) {
        Sql.update(
            session,
            "DELETE FROM held WHERE rule_id = ? AND subject = ?",
            key.rule(),
            key.subject());
      }
    }
  }

  private static void put(Session session, AlertKey key, HeldCondition held) throws SQLException {
    Sql.update(
        session,
        "INSERT OR REPLACE INTO held (rule_id, subject, metric, held, told, untold, fired)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        key.rule(),
        key.subject(),
        held.metric(),
        held.held().toMillis(),
        held.reported(),
        held.unreported().toMillis(),
        held.fired());
  }

  private static Entry read(ResultSet row) throws SQLException {
    double fired = row.getDouble("fired");
    Optional<Double> firedAt = row.wasNull() ? Optional.empty() : Optional.of(fired);
    return new Entry(
        new AlertKey(Sql.uuid(row, "rule_id"), Sql.subject(row)),
        new HeldCondition(
            Sql.metric(row),
            Duration.ofMillis(row.getLong("held")),
            row.getBoolean("told"),
            Duration.ofMillis(row.getLong("untold")),
            firedAt,
            firedAt.isPresent() && row.getBoolean("over")));
  }
}
