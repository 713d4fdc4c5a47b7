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
 * @param dropped steps that there were before these: a file that ends with one of them cannot be read
 *     any more, and a new one begins after them
 */
public record Migrations(List<List<String>> steps, int dropped) {

  public Migrations {
    steps = steps.stream().map(List::copyOf).toList();
  }

  /** All that there ever were. */
  public Migrations(List<List<String>> steps) {
    this(steps, 0);
  }

  /** Whether a file that has so many steps behind it is of a format that is not read any more. */
  boolean isDropped(int version) {
    return version > 0 && version <= dropped;
  }

  /** The schema version of a file: how many steps were applied. */
  public static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }

  /** The schema version of this program. */
  int latest() {
    return dropped + steps.size();
  }

  /** Applies the missing steps. */
  public void apply(Connection connection) throws SQLException {
    for (int done = Math.max(version(connection), dropped); done < latest(); done++) {
      Transaction.begin(connection);
      try {
        try (Statement statement = connection.createStatement()) {
          for (String sql : steps.get(done - dropped)) {
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
