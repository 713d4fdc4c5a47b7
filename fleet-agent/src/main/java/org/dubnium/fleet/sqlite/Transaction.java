package org.dubnium.fleet.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteErrorCode;

/**
 * Begins, commits and rolls back transactions on a connection in auto-commit mode, by SQLite's
 * statements.
 */
public final class Transaction {

  private Transaction() {}

  /** Begins a transaction that writes. */
  public static void begin(Connection connection) throws SQLException {
    execute(connection, "BEGIN IMMEDIATE");
  }

  /** Begins a transaction that reads a snapshot, whatever is written meanwhile. */
  public static void beginReading(Connection connection) throws SQLException {
    execute(connection, "BEGIN");
    // What is seen is settled by the first look, not by BEGIN: sqlite.org/lang_transaction.html
    Migrations.version(connection);
  }

  public static void commit(Connection connection) throws SQLException {
    execute(connection, "COMMIT");
  }

  /**
   * Takes back what was done. A full disk may have done so already, and then there is nothing to
   * take back (sqlite.org/lang_transaction.html, "Response To Errors Within A Transaction"); another
   * failure is told with its cause.
   */
  public static void rollback(Connection connection, Exception cause) {
    try {
      execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      if (!Failure.is(e, SQLiteErrorCode.SQLITE_ERROR)) {
        cause.addSuppressed(e);
      }
    }
  }

  /** Runs a statement whose result is not used. */
  public static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
