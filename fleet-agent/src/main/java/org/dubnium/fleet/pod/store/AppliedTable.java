package org.dubnium.fleet.pod.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.sqlite.Query;
import org.dubnium.fleet.sqlite.Session;

/** The declarations as they were applied. */
final class AppliedTable {

  private AppliedTable() {}

  static List<AppliedDeclaration> all(Session session, String fleet) throws SQLException {
    return Query.list(
        session,
        "SELECT applied.*, first_applied.applied_at AS first_at FROM applied"
            + " JOIN first_applied USING (fleet, name) WHERE fleet = ? ORDER BY name",
        AppliedTable::read,
        fleet);
  }

  static void put(
      Session session, String fleet, PodDeclaration declaration, String actor, Instant now)
      throws SQLException {
    Query.update(
        session,
        "INSERT OR REPLACE INTO applied (fleet, name, declaration, actor, applied_at)"
            + " VALUES (?, ?, ?, ?, ?)",
        fleet,
        declaration.name(),
        DeclarationJson.write(declaration),
        actor,
        now.toEpochMilli());
    Query.update(
        session,
        "INSERT OR IGNORE INTO first_applied (fleet, name, applied_at) VALUES (?, ?, ?)",
        fleet,
        declaration.name(),
        now.toEpochMilli());
  }

  static void clear(Session session, String fleet) throws SQLException {
    Query.update(session, "DELETE FROM applied WHERE fleet = ?", fleet);
  }

  private static AppliedDeclaration read(ResultSet row) throws SQLException {
    try {
      return new AppliedDeclaration(
          DeclarationJson.read(row.getString("declaration")),
          row.getString("actor"),
          Instant.ofEpochMilli(row.getLong("applied_at")),
          Instant.ofEpochMilli(row.getLong("first_at")));
    } catch (IllegalArgumentException e) {
      throw new SQLException("the database has a declaration that is not readable", e);
    }
  }
}
