package org.dubnium.fleet.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs statements with parameters, which are texts, numbers, truths or null. */
public final class Query {

  /** Maps the current row to a value. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private Query() {}

  /** Changes rows; how many. */
  public static int update(Session session, String sql, @Nullable Object... parameters)
      throws SQLException {
    return bound(session, sql, parameters).executeUpdate();
  }

  /** All rows, in the order of the statement. */
  public static <T> List<T> list(
      Session session, String sql, Row<T> reader, @Nullable Object... parameters)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet row = bound(session, sql, parameters).executeQuery()) {
      while (row.next()) {
        rows.add(reader.read(row));
      }
    }
    return rows;
  }

  private static PreparedStatement bound(
      Session session, String sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = session.prepare(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
