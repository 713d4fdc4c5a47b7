package org.dubnium.fleet.pod.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.sqlite.Query;
import org.dubnium.fleet.sqlite.Session;

/** Which pods were asked for, and which are to go although they fill no slot. */
final class IntentTable {

  /** Closed intents that are kept, in case that their pod turns up. */
  private static final int KEPT_CLOSED = 1_000;

  private IntentTable() {}

  static List<PodIntent> all(Session session, String fleet) throws SQLException {
    return Query.list(
        session, "SELECT * FROM intents WHERE fleet = ? ORDER BY seq", IntentTable::read, fleet);
  }

  /** Records a new intent; one of the same name is a failure. */
  static void insert(Session session, PodIntent intent) throws SQLException {
    Query.update(
        session,
        "INSERT INTO intents (name, fleet, gpu, expected, rate, content, opened_at, state, pod_id,"
            + " reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        intent.name().toString(),
        intent.name().fleet(),
        intent.gpu(),
        intent.expected().micros(),
        intent.rate().micros(),
        intent.content().orElse(null),
        intent.opened().toEpochMilli(),
        intent.state().word(),
        intent.podId().orElse(null),
        intent.reason().orElse(null));
  }

  /** A pod of that name is there. */
  static void found(Session session, PodName name, String podId, PodIntent.State state)
      throws SQLException {
    Query.update(
        session,
        "UPDATE intents SET state = ?, pod_id = ?, reason = NULL WHERE name = ?",
        state.word(),
        podId,
        name.toString());
  }

  static void close(Session session, PodName name, String reason) throws SQLException {
    Query.update(
        session,
        "UPDATE intents SET state = 'closed', reason = ? WHERE name = ?",
        reason,
        name.toString());
    Query.update(session, "DELETE FROM condemned WHERE name = ?", name.toString());
    Query.update(
        session,
        "DELETE FROM intents WHERE state = 'closed'"
            + " AND seq <= (SELECT max(seq) FROM intents) - ?",
        KEPT_CLOSED);
  }

  static void rate(Session session, PodName name, Usd rate) throws SQLException {
    Query.update(
        session,
        "UPDATE intents SET rate = max(rate, ?) WHERE name = ?",
        rate.micros(),
        name.toString());
  }

  static Set<PodName> condemned(Session session, String fleet) throws SQLException {
    return new HashSet<>(
        Query.list(
            session,
            "SELECT name FROM condemned WHERE fleet = ?",
            row -> name(row.getString("name")),
            fleet));
  }

  static void condemn(Session session, PodName name) throws SQLException {
    Query.update(
        session,
        "INSERT OR IGNORE INTO condemned (name, fleet) VALUES (?, ?)",
        name.toString(),
        name.fleet());
  }

  static void pardon(Session session, PodName name) throws SQLException {
    Query.update(session, "DELETE FROM condemned WHERE name = ?", name.toString());
  }

  private static PodIntent read(ResultSet row) throws SQLException {
    return new PodIntent(
        name(row.getString("name")),
        row.getString("gpu"),
        new Usd(row.getLong("expected")),
        new Usd(row.getLong("rate")),
        Optional.ofNullable(row.getString("content")),
        Instant.ofEpochMilli(row.getLong("opened_at")),
        state(row),
        Optional.ofNullable(row.getString("pod_id")),
        Optional.ofNullable(row.getString("reason")));
  }

  private static PodIntent.State state(ResultSet row) throws SQLException {
    try {
      return PodIntent.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new SQLException("the database names a state that is unknown", e);
    }
  }

  private static PodName name(String text) throws SQLException {
    return PodName.parse(text)
        .orElseThrow(() -> new SQLException("the database names a pod that is not of a fleet"));
  }
}
