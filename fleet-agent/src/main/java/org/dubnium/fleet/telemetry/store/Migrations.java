package org.dubnium.fleet.telemetry.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The way from any earlier schema to the present one. {@code PRAGMA user_version} counts the steps
 * that a file has behind it; each is taken in a transaction of its own.
 *
 * @param steps SQL of one statement or more; what was released once is never changed
 */
record Migrations(List<List<String>> steps) {

  /** Of the store of telemetry. */
  static final Migrations TELEMETRY = new Migrations(List.of(Schema.FIRST));

  Migrations {
    steps = steps.stream().map(List::copyOf).toList();
  }

  /** How many steps a file has behind it. */
  static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }

  /** Whether a newer program wrote the file, so that this one had better leave it alone. */
  boolean isNewer(int version) {
    return version > steps.size();
  }

  int latest() {
    return steps.size();
  }

  /** Takes the steps that are missing. */
  void apply(Connection connection) throws SQLException {
    for (int done = version(connection); done < steps.size(); done++) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        try {
          for (String sql : steps.get(done)) {
            statement.execute(sql);
          }
          statement.execute("PRAGMA user_version = " + (done + 1));
          statement.execute("COMMIT");
        } catch (SQLException e) {
          Transaction.rollback(connection, e);
          throw e;
        }
      }
    }
  }
}
