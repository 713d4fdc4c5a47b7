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
public final class Session implements AutoCloseable {

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  /** Over a connection that is closed with it. */
  public Session(Connection connection) {
    this.connection = connection;
  }

  public Connection connection() {
    return connection;
  }

  /** The statement for a text, which must be one of few: values are parameters. */
  public PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known != null) {
      return known;
    }
    PreparedStatement made = connection.prepareStatement(sql);
    statements.put(sql, made);
    return made;
  }

  /** After a failure statements do not work any more: the driver has closed them. */
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
