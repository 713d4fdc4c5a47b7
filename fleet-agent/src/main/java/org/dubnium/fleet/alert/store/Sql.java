package org.dubnium.fleet.alert.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dubnium.fleet.alert.Condition;
import org.dubnium.fleet.alert.NotificationKind;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.sqlite.Query;
import org.dubnium.fleet.sqlite.Session;
import org.jspecify.annotations.Nullable;

/** Runs statements with parameters, and converts values: times are stored in milliseconds. */
final class Sql {

  private Sql() {}

  static int update(Session session, String sql, @Nullable Object... parameters)
      throws SQLException {
    return Query.update(session, sql, columns(parameters));
  }

  static <T> List<T> list(
      Session session, String sql, Query.Row<T> reader, @Nullable Object... parameters)
      throws SQLException {
    return Query.list(session, sql, reader, columns(parameters));
  }

  static <T> Optional<T> first(
      Session session, String sql, Query.Row<T> reader, @Nullable Object... parameters)
      throws SQLException {
    return list(session, sql, reader, parameters).stream().findFirst();
  }

  /** The one number that a query answers. */
  static long number(Session session, String sql, @Nullable Object... parameters)
      throws SQLException {
    return first(session, sql, row -> row.getLong(1), parameters)
        .orElseThrow(() -> new SQLException("the database has no answer to " + sql));
  }

  private static @Nullable Object[] columns(@Nullable Object[] values) {
    @Nullable Object[] columns = new @Nullable Object[values.length];
    for (int i = 0; i < values.length; i++) {
      columns[i] = column(values[i]);
    }
    return columns;
  }

  private static @Nullable Object column(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Instant at -> at.toEpochMilli();
      case UUID id -> id.toString();
      case NodeId node -> node.value();
      case Metric metric -> metric.text();
      case Condition condition -> condition.text();
      case NotificationKind kind -> kind.text();
      case Subject subject -> subject.text();
      case Optional<?> optional -> column(optional.orElse(null));
      default -> value;
    };
  }

  static UUID uuid(ResultSet row, String column) throws SQLException {
    return UUID.fromString(row.getString(column));
  }

  static Subject subject(ResultSet row) throws SQLException {
    return Subject.parse(row.getString("subject"))
        .orElseThrow(() -> new SQLException("the database names a subject that is unknown"));
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  static Optional<Instant> maybeTime(ResultSet row, String column) throws SQLException {
    long at = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
  }

  static Metric metric(ResultSet row) throws SQLException {
    return Metric.parse(row.getString("metric"))
        .orElseThrow(() -> new SQLException("the database names a metric that is unknown"));
  }

  static Condition condition(ResultSet row) throws SQLException {
    return Condition.parse(row.getString("condition"))
        .orElseThrow(() -> new SQLException("the database names a condition that is unknown"));
  }

  static NotificationKind kind(ResultSet row) throws SQLException {
    return NotificationKind.parse(row.getString("kind"))
        .orElseThrow(() -> new SQLException("the database names a kind that is unknown"));
  }
}
