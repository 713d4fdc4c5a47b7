package org.dubnium.fleet.pod.store;

import java.sql.SQLException;
import java.util.Optional;
import org.dubnium.fleet.sqlite.Query;
import org.dubnium.fleet.sqlite.Session;

/** Who wanted all pods of a fleet destroyed, until something is applied again. */
final class EmptiedTable {

  private EmptiedTable() {}

  static Optional<String> actor(Session session, String fleet) throws SQLException {
    return Query.list(
            session,
            "SELECT actor FROM emptied WHERE fleet = ?",
            row -> row.getString("actor"),
            fleet)
        .stream()
        .findFirst();
  }

  static void put(Session session, String fleet, String actor) throws SQLException {
    Query.update(
        session, "INSERT OR REPLACE INTO emptied (fleet, actor) VALUES (?, ?)", fleet, actor);
  }

  static void clear(Session session, String fleet) throws SQLException {
    Query.update(session, "DELETE FROM emptied WHERE fleet = ?", fleet);
  }
}
