package org.dubnium.fleet.sqlite;

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
public record Migrations(List<List<String>> steps) {

  public Migrations {
    steps = steps.stream().map(List::copyOf).toList();
  }

  /** How many steps a file has behind it. */
  public static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }

  /** How many there are to take. */
  int latest() {
    return steps.size();
  }

  /** Takes the steps that are missing. */
  public void apply(Connection connection) throws SQLException {
    for (int done = version(connection); done < steps.size(); done++) {
      Transaction.begin(connection);
      try {
        try (Statement statement = connection.createStatement()) {
          for (String sql : steps.get(done)) {
            statement.execute(sql);
          }
          statement.execute("PRAGMA user_version = " + (done + 1));
        }
        Transaction.commit(connection);
      } catch (SQLException e) {
        Transaction.rollback(connection, e);
        throw e;
      }
    }
  }
}
