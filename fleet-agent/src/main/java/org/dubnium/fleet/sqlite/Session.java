package org.dubnium.fleet.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * A connection with the statements that were prepared on it: to prepare one takes longer than to
 * run it. For one thread at a time.
 */
public final class Session implements RecoveringFile.Content {

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  /** Takes over a connection, which is closed with the session. */
  public Session(Connection connection) {
    this.connection = connection;
  }

  public Connection connection() {
    return connection;
  }

  /** The prepared statement for a text; there must be few texts, with values as parameters. */
  public PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known != null) {
      return known;
    }
    PreparedStatement made = connection.prepareStatement(sql);
    statements.put(sql, made);
    return made;
  }

  /** Drops the prepared statements: after a failure the driver has closed them. */
  public void forgetStatements() {
    statements.clear();
  }

  @Override
  public void close() throws SQLException {
    // The connection closes its statements.
    statements.clear();
    connection.close();
  }
}
