package org.dubnium.fleet.alert.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.Attempt;
import org.dubnium.fleet.alert.Notification;
import org.dubnium.fleet.alert.NotificationKind;
import org.dubnium.fleet.sqlite.Session;

/**
 * Notices that are told together: what a channel is to be told of one rule when it is its turn, of
 * one kind, and, of what is over, told before together. What belongs to a delivery stays the same
 * from its first attempt to its last, so that the other side can tell that it was told before.
 */
final class DeliveryTable {

  /** A clock that was put back must not delay a delivery for longer than a channel may ask for. */
  static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** Notifications that belong to no delivery yet, those of one event in their order. */
  private static final String FRESH =
      " FROM notices n JOIN events e ON e.id = n.event_id"
          + " WHERE n.channel = ? AND n.state = 'waiting' AND n.delivery IS NULL"
          + " AND NOT EXISTS (SELECT 1 FROM notices p WHERE p.event_id = n.event_id"
          + " AND p.channel = n.channel AND p.state = 'waiting' AND p.id < n.id)";

  private record First(NotificationKind kind, UUID event, UUID rule) {}

  private record Row(long id, UUID uuid, NotificationKind kind, long origin, int attempts) {}

  private DeliveryTable() {}

  /** The next notification of a channel, its attempts counted up; empty if none is due. */
  static Optional<Notification> take(Session session, String channel, Instant now) throws SQLException {
    gather(session, channel, now);
    Optional<Row> due =
        Sql.first(
            session,
            "SELECT id, uuid, kind, origin, attempts FROM deliveries"
                + " WHERE channel = ? AND state = 'waiting' AND (not_before <= ? OR not_before > ?)"
                + " ORDER BY not_before, id LIMIT 1",
            row ->
                new Row(
                    row.getLong("id"),
                    Sql.uuid(row, "uuid"),
                    Sql.kind(row),
                    row.getLong("origin"),
                    row.getInt("attempts") + 1),
            channel,
            now,
            now.plus(LONGEST_WAIT));
    if (due.isEmpty()) {
      return Optional.empty();
    }
    Row row = due.get();
    Sql.update(
        session, "UPDATE deliveries SET attempts = ? WHERE id = ?", row.attempts(), row.id());
    return Optional.of(notification(session, channel, row));
  }

  /** Groups the oldest that waits, and all that can be sent with it, into a delivery. */
  private static void gather(Session session, String channel, Instant now) throws SQLException {
    Optional<First> first =
        Sql.first(
            session,
            "SELECT n.kind, n.event_id, e.rule_id" + FRESH + " ORDER BY n.id LIMIT 1",
            row -> new First(Sql.kind(row), Sql.uuid(row, "event_id"), Sql.uuid(row, "rule_id")),
            channel);
    if (first.isEmpty()) {
      return;
    }
    First one = first.get();
    OptionalLong origin = NotificationTable.origin(session, one.event(), channel);
    Sql.update(
        session,
        "INSERT INTO deliveries (uuid, channel, kind, origin, not_before) VALUES (?, ?, ?, 0, ?)",
        UUID.randomUUID(),
        channel,
        one.kind(),
        now);
    long id = Sql.number(session, "SELECT max(id) FROM deliveries");
    Sql.update(
        session, "UPDATE deliveries SET origin = ? WHERE id = ?", origin.orElse(id), id);
    Sql.update(
        session,
        "UPDATE notices SET delivery = ? WHERE id IN (SELECT n.id"
            + FRESH
            + " AND n.kind = ? AND e.rule_id = ?"
            + " AND (SELECT f.delivery FROM notices f WHERE f.event_id = n.event_id"
            + " AND f.channel = n.channel AND f.kind = 'fired') IS ?)",
        id,
        channel,
        one.kind(),
        one.rule(),
        origin.isPresent() ? (Long) origin.getAsLong() : null);
  }

  private static Notification notification(Session session, String channel, Row row) throws SQLException {
    List<AlertEvent> events =
        Sql.list(
            session,
            "SELECT e.* FROM notices n JOIN events e ON e.id = n.event_id"
                + " WHERE n.delivery = ? ORDER BY n.id LIMIT ?",
            EventTable::read,
            row.id(),
            Notification.MOST_EVENTS);
    long total =
        Sql.number(session, "SELECT count(*) FROM notices WHERE delivery = ?", row.id());
    long open =
        Sql.number(
            session,
            "SELECT count(*) FROM notices n JOIN events e ON e.id = n.event_id"
                + " WHERE n.delivery = ? AND e.resolved_at IS NULL",
            row.origin());
    UUID origin =
        Sql.first(
                session,
                "SELECT uuid FROM deliveries WHERE id = ?",
                found -> Sql.uuid(found, "uuid"),
                row.origin())
            .orElse(row.uuid());
    return new Notification(
        row.uuid(), origin, channel, row.kind(), row.attempts(), events, (int) total, (int) open);
  }

  /** When the next delivery is due; empty if nothing waits. */
  static Optional<Instant> due(Session session, String channel) throws SQLException {
    return Sql.first(
            session,
            "SELECT min(due) AS due FROM (SELECT min(not_before) AS due FROM deliveries"
                + " WHERE channel = ? AND state = 'waiting' UNION ALL SELECT min(n.at)"
                + FRESH
                + ")",
            row -> Sql.maybeTime(row, "due"),
            channel,
            channel)
        .flatMap(due -> due);
  }

  static void delivered(Session session, Notification notification, Instant at, String outcome)
      throws SQLException {
    finish(session, attempted(session, notification, at, true, outcome), "delivered");
  }

  static void again(Session session, Notification notification, Instant at, String reason, Instant notBefore)
      throws SQLException {
    long id = attempted(session, notification, at, false, reason);
    Sql.update(session, "UPDATE deliveries SET not_before = ? WHERE id = ?", notBefore, id);
  }

  /** It is given up, and with it the later notifications of the same events. */
  static void failed(Session session, Notification notification, Instant at, String reason)
      throws SQLException {
    long id = attempted(session, notification, at, false, reason);
    finish(session, id, "failed");
    NotificationTable.dropFollowers(session, id);
  }

  private static void finish(Session session, long id, String state) throws SQLException {
    Sql.update(session, "UPDATE deliveries SET state = ? WHERE id = ?", state, id);
    NotificationTable.finish(session, id, state);
  }

  private static long attempted(
      Session session, Notification notification, Instant at, boolean delivered, String outcome)
      throws SQLException {
    long id = Sql.number(session, "SELECT id FROM deliveries WHERE uuid = ?", notification.id());
    Sql.update(
        session,
        "INSERT INTO attempts (delivery, at, delivered, outcome) VALUES (?, ?, ?, ?)",
        id,
        at,
        delivered,
        outcome);
    return id;
  }

  /** Every attempt to notify of an event, in their order. */
  static List<Attempt> attempts(Session session, UUID event) throws SQLException {
    return Sql.list(
        session,
        "SELECT n.channel, n.kind, a.at, a.delivered, a.outcome FROM attempts a"
            + " JOIN notices n ON n.delivery = a.delivery WHERE n.event_id = ? ORDER BY a.id",
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
