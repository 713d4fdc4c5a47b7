package org.dubnium.fleet.alert.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.ChannelRoute;
import org.dubnium.fleet.alert.NotificationKind;
import org.dubnium.fleet.sqlite.Session;

/**
 * Of which events each channel is to be told, was told, or could not be told: a row of {@code notices} for
 * each event, channel and kind. It is {@code waiting} until it is {@code delivered}, {@code failed} for
 * good, or {@code dropped} as pointless. How it is told is the matter of {@link DeliveryTable}.
 */
final class NotificationTable {

  /** That a channel was told, or is to be told, that an event fired. */
  private record FiredNotification(
      long id, String channel, boolean waiting, boolean heldBack, boolean attempted) {

    static FiredNotification read(ResultSet row) throws SQLException {
      return new FiredNotification(
          row.getLong("id"),
          row.getString("channel"),
          row.getString("state").equals("waiting"),
          row.getBoolean("held_back"),
          row.getBoolean("attempted"));
    }

    /** Whether nobody heard of it, as it came in quiet hours or nobody was there. */
    boolean isPointless() {
      return waiting && heldBack && !attempted;
    }
  }

  private NotificationTable() {}

  /** An event fired: queues a notification for every channel that takes such events. */
  static void fired(Session session, AlertEvent event, List<ChannelRoute> routes, Instant now)
      throws SQLException {
    for (ChannelRoute route : routes) {
      if (route.takes(event)) {
        boolean heldBack = route.quiet().end(now).isPresent();
        insert(session, event, route.name(), NotificationKind.FIRED, heldBack, now);
      }
    }
  }

  /**
   * It resolved: those are told who knew of it, or will. A channel that was quiet since it fired
   * never hears of it.
   */
  static void resolved(Session session, AlertEvent event, List<ChannelRoute> routes, Instant now)
      throws SQLException {
    for (FiredNotification known : firedOf(session, event)) {
      if (known.isPointless()) {
        Sql.update(session, "UPDATE notices SET state = 'dropped' WHERE id = ?", known.id());
        dropFollowers(session, event.id(), known.channel());
      } else if (isAmong(routes, known.channel())) {
        insert(session, event, known.channel(), NotificationKind.RESOLVED, false, now);
      }
    }
  }

  /** Somebody acknowledged it. */
  static void acknowledged(
      Session session, AlertEvent event, List<ChannelRoute> routes, Instant now)
      throws SQLException {
    List<ChannelRoute> interested = routes.stream().filter(ChannelRoute::acknowledgements).toList();
    for (FiredNotification known : firedOf(session, event)) {
      if (isAmong(interested, known.channel())) {
        insert(session, event, known.channel(), NotificationKind.ACKNOWLEDGED, false, now);
      }
    }
  }

  /** The notifications by which channels know that it fired, or will. */
  private static List<FiredNotification> firedOf(Session session, AlertEvent event) throws SQLException {
    return Sql.list(
        session,
        "SELECT id, channel, state, held_back, delivery IS NOT NULL AS attempted FROM notices"
            + " WHERE event_id = ? AND kind = 'fired' AND state IN ('waiting', 'delivered')",
        FiredNotification::read,
        event.id());
  }

  private static boolean isAmong(List<ChannelRoute> routes, String channel) {
    return routes.stream().anyMatch(route -> route.name().equals(channel));
  }

  private static void insert(
      Session session,
      AlertEvent event,
      String channel,
      NotificationKind kind,
      boolean heldBack,
      Instant now)
      throws SQLException {
    Sql.update(
        session,
        "INSERT INTO notices (event_id, channel, kind, held_back, at) VALUES (?, ?, ?, ?, ?)",
        event.id(),
        channel,
        kind,
        heldBack,
        now);
  }

  /** Drops the later notifications of an event that a channel was never told of. */
  private static void dropFollowers(Session session, UUID event, String channel)
      throws SQLException {
    Sql.update(
        session,
        "UPDATE notices SET state = 'dropped' WHERE event_id = ? AND channel = ?"
            + " AND state = 'waiting' AND kind <> 'fired'",
        event,
        channel);
  }

  /** Drops the later notifications of all events of a delivery that was given up. */
  static void dropFollowers(Session session, long delivery) throws SQLException {
    Sql.update(
        session,
        "UPDATE notices SET state = 'dropped' WHERE state = 'waiting' AND kind <> 'fired'"
            + " AND (event_id, channel) IN (SELECT event_id, channel FROM notices"
            + " WHERE delivery = ? AND kind = 'fired')",
        delivery);
  }

  static void finish(Session session, long delivery, String state) throws SQLException {
    Sql.update(
        session,
        "UPDATE notices SET state = ? WHERE delivery = ? AND state = 'waiting'",
        state,
        delivery);
  }

  /**
   * Nobody is there whom the channel could tell: what waits is as if it came in quiet hours, and is
   * dropped if it is older than that.
   */
  static void holdBack(Session session, String channel, Instant before) throws SQLException {
    Sql.update(
        session,
        "UPDATE notices SET held_back = 1 WHERE channel = ? AND state = 'waiting'"
            + " AND delivery IS NULL AND kind = 'fired' AND held_back = 0",
        channel);
    Sql.update(
        session,
        "UPDATE notices SET state = 'dropped' WHERE channel = ? AND state = 'waiting'"
            + " AND delivery IS NULL AND at < ?",
        channel,
        before);
  }

  /** Drops what waits for channels that were removed; returns their names. */
  static List<String> forgetOthers(Session session, List<ChannelRoute> routes)
      throws SQLException {
    List<String> gone =
        Sql.list(session, "SELECT DISTINCT channel FROM notices", row -> row.getString("channel"))
            .stream()
            .filter(channel -> !isAmong(routes, channel))
            .toList();
    for (String table : List.of("notices", "deliveries")) {
      for (String channel : gone) {
        Sql.update(
            session,
            "UPDATE " + table + " SET state = 'dropped' WHERE channel = ? AND state = 'waiting'",
            channel);
      }
    }
    return gone;
  }

  /** The delivery by which a channel was told that an event fired; empty if it never was. */
  static OptionalLong origin(Session session, UUID event, String channel) throws SQLException {
    Optional<Long> found =
        Sql.first(
            session,
            "SELECT delivery FROM notices WHERE event_id = ? AND channel = ? AND kind = 'fired'"
                + " AND delivery IS NOT NULL",
            row -> row.getLong("delivery"),
            event,
            channel);
    return found.isPresent() ? OptionalLong.of(found.get()) : OptionalLong.empty();
  }
}
