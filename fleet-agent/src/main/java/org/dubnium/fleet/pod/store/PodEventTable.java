package org.dubnium.fleet.pod.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.dubnium.fleet.sqlite.Query;
import org.dubnium.fleet.sqlite.Session;

/** What was done about pods: the last events, and no more of them than are kept. */
final class PodEventTable {

  private static final int KEPT = 10_000;
  private static final int LONGEST = 1_000;

  private PodEventTable() {}

  static void insert(Session session, PodEvent event) throws SQLException {
    Query.update(
        session,
        "INSERT INTO events (at, actor, subject, action, outcome) VALUES (?, ?, ?, ?, ?)",
        event.at().toEpochMilli(),
        cut(event.actor()),
        cut(event.subject()),
        cut(event.action()),
        cut(event.outcome()));
    Query.update(
        session, "DELETE FROM events WHERE seq <= (SELECT max(seq) FROM events) - ?", KEPT);
  }

  /** The newest first, by when they were recorded: a clock may be put back. */
  static List<PodEvent> latest(Session session, int limit) throws SQLException {
    return Query.list(
        session,
        "SELECT * FROM events ORDER BY seq DESC LIMIT ?",
        row ->
            new PodEvent(
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("actor"),
                row.getString("subject"),
                row.getString("action"),
                row.getString("outcome")),
        limit);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
