package org.dubnium.fleet.alert;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What each channel is to be told, was told, or could not be told. A notice is {@code waiting}
 * until it is {@code delivered}, {@code failed} for good, or {@code dropped} as pointless.
 */
final class NoticeTable {

  /** A clock that was put back must not keep a notice for longer than any channel may ask for. */
  static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private static final String READY =
      " FROM notices n WHERE n.channel = ? AND n.state = 'waiting'"
          + " AND NOT EXISTS (SELECT 1 FROM notices p WHERE p.event_id = n.event_id"
          + " AND p.channel = n.channel AND p.state = 'waiting' AND p.id < n.id)";

  private record Row(long id, UUID event, NoticeKind kind, int attempts) {}

  private NoticeTable() {}

  /** An event fired: every channel is told. */
  static void fired(
      Connection connection, AlertEvent event, List<ChannelRoute> routes, Instant now)
      throws SQLException {
    for (ChannelRoute route : routes) {
      boolean heldBack = route.quiet().end(now).isPresent();
      insert(connection, event, route, NoticeKind.FIRED, heldBack, now);
    }
  }

  /**
   * It resolved: those are told who knew of it, or will. A channel that was quiet since it fired
   * never hears of it.
   */
  static void resolved(
      Connection connection, AlertEvent event, List<ChannelRoute> routes, Instant now)
      throws SQLException {
    Sql.update(
        connection,
        "UPDATE notices SET state = 'dropped' WHERE event_id = ? AND kind = 'fired'"
            + " AND state = 'waiting' AND held_back = 1 AND attempts = 0",
        event.id());
    dropFollowers(connection, event.id());
    tellWhoKnows(connection, event, routes, NoticeKind.RESOLVED, now);
  }

  /** Somebody looks after it. */
  static void acknowledged(
      Connection connection, AlertEvent event, List<ChannelRoute> routes, Instant now)
      throws SQLException {
    List<ChannelRoute> interested = routes.stream().filter(ChannelRoute::acknowledgements).toList();
    tellWhoKnows(connection, event, interested, NoticeKind.ACKNOWLEDGED, now);
  }

  private static void tellWhoKnows(
      Connection connection,
      AlertEvent event,
      List<ChannelRoute> routes,
      NoticeKind kind,
      Instant now)
      throws SQLException {
    for (ChannelRoute route : routes) {
      Optional<String> known =
          Sql.first(
              connection,
              "SELECT state FROM notices WHERE event_id = ? AND channel = ? AND kind = 'fired'"
                  + " AND state IN ('waiting', 'delivered')",
              row -> row.getString("state"),
              event.id(),
              route.name());
      if (known.isPresent()) {
        insert(connection, event, route, kind, false, now);
      }
    }
  }

  private static void insert(
      Connection connection,
      AlertEvent event,
      ChannelRoute route,
      NoticeKind kind,
      boolean heldBack,
      Instant now)
      throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO notices (event_id, channel, kind, held_back, not_before)"
            + " VALUES (?, ?, ?, ?, ?)",
        event.id(),
        route.name(),
        kind,
        heldBack,
        now);
  }

  /**
   * The next that is due, with one attempt more; what was told before of the same event goes first.
   */
  static Optional<Notice> take(Connection connection, String channel, Instant now)
      throws SQLException {
    Optional<Row> found =
        Sql.first(
            connection,
            "SELECT n.id, n.event_id, n.kind, n.attempts"
                + READY
                + " AND (n.not_before <= ? OR n.not_before > ?)"
                + " ORDER BY n.not_before, n.id LIMIT 1",
            row ->
                new Row(
                    row.getLong("id"),
                    Sql.uuid(row, "event_id"),
                    Sql.kind(row),
                    row.getInt("attempts") + 1),
            channel,
            now,
            now.plus(LONGEST_WAIT));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Row row = found.get();
    Sql.update(
        connection, "UPDATE notices SET attempts = ? WHERE id = ?", row.attempts(), row.id());
    return EventTable.find(connection, row.event())
        .map(event -> new Notice(row.id(), channel, row.kind(), row.attempts(), event));
  }

  /** When the next is due; empty if none waits. */
  static Optional<Instant> due(Connection connection, String channel) throws SQLException {
    return Sql.first(
            connection,
            "SELECT min(n.not_before) AS due" + READY,
            row -> Sql.maybeTime(row, "due"),
            channel)
        .flatMap(due -> due);
  }

  static void delivered(Connection connection, Notice notice) throws SQLException {
    finish(connection, notice, "delivered");
  }

  static void again(Connection connection, Notice notice, Instant notBefore) throws SQLException {
    Sql.update(
        connection, "UPDATE notices SET not_before = ? WHERE id = ?", notBefore, notice.id());
  }

  /** It is given up, and with it what was to be told after it of the same event. */
  static void failed(Connection connection, Notice notice) throws SQLException {
    finish(connection, notice, "failed");
    dropFollowers(connection, notice.event().id());
  }

  private static void finish(Connection connection, Notice notice, String state)
      throws SQLException {
    Sql.update(
        connection, "UPDATE notices SET state = ? WHERE id = ?", state, notice.id());
  }

  /** Whoever was never told that something fired need not be told how it went on. */
  private static void dropFollowers(Connection connection, UUID event) throws SQLException {
    Sql.update(
        connection,
        "UPDATE notices SET state = 'dropped' WHERE event_id = ? AND state = 'waiting'"
            + " AND kind <> 'fired' AND channel IN (SELECT channel FROM notices"
            + " WHERE event_id = ? AND kind = 'fired' AND state IN ('dropped', 'failed'))",
        event,
        event);
  }

  /** Drops what waits for channels that are no more; returns their names. */
  static List<String> forgetOthers(Connection connection, List<ChannelRoute> routes)
      throws SQLException {
    List<String> gone =
        Sql.list(
                connection,
                "SELECT DISTINCT channel FROM notices",
                row -> row.getString("channel"))
            .stream()
            .filter(channel -> routes.stream().noneMatch(route -> route.name().equals(channel)))
            .toList();
    for (String channel : gone) {
      Sql.update(
          connection,
          "UPDATE notices SET state = 'dropped' WHERE channel = ? AND state = 'waiting'",
          channel);
    }
    return gone;
  }

  static void attempted(
      Connection connection, Notice notice, Instant at, boolean delivered, String outcome)
      throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO attempts (notice_id, at, delivered, outcome) VALUES (?, ?, ?, ?)",
        notice.id(),
        at,
        delivered,
        outcome);
  }

  /** Every attempt to tell of an event, in their order. */
  static List<Attempt> attempts(Connection connection, UUID event) throws SQLException {
    return Sql.list(
        connection,
        "SELECT n.channel, n.kind, a.at, a.delivered, a.outcome FROM attempts a"
            + " JOIN notices n ON n.id = a.notice_id WHERE n.event_id = ? ORDER BY a.id",
        row ->
            new Attempt(
                row.getString("channel"),
                Sql.kind(row),
                Sql.time(row, "at"),
                row.getBoolean("delivered"),
                row.getString("outcome")),
        event);
  }
}
