package org.dubnium.fleet.telemetry.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.dubnium.fleet.sqlite.Session;

/** A database of the present schema without a file, which knows the statements that are open. */
final class Memory implements AutoCloseable {

  private final Connection plain;
  private final Connection watched;
  private final List<Statement> statements = new ArrayList<>();

  Memory() throws SQLException {
    plain = DriverManager.getConnection("jdbc:sqlite::memory:");
    Schema.MIGRATIONS.apply(plain);
    watched =
        (Connection)
            Proxy.newProxyInstance(
                Memory.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  try {
                    Object answer = method.invoke(plain, arguments);
                    if (answer instanceof Statement statement) {
                      statements.add(statement);
                    }
                    return answer;
                  } catch (InvocationTargetException e) {
                    throw e.getCause() == null ? e : e.getCause();
                  }
                });
  }

  Connection connection() {
    return watched;
  }

  /** For a reader, whose statements stay prepared and are not counted. */
  Session session() {
    return new Session(plain);
  }

  /** How many statements were made, and not closed. */
  int open() throws SQLException {
    int open = 0;
    for (Statement statement : statements) {
      open += statement.isClosed() ? 0 : 1;
    }
    return open;
  }

  void run(String sql) throws SQLException {
    try (Statement statement = plain.createStatement()) {
      statement.execute(sql);
    }
  }

  long number(String query) throws SQLException {
    try (Statement statement = plain.createStatement();
        var row = statement.executeQuery(query)) {
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    plain.close();
  }
}
