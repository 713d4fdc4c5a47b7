package org.dubnium.fleet.alert.store;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertKey;
import org.dubnium.fleet.alert.ChannelRoute;
import org.dubnium.fleet.alert.Condition;
import org.dubnium.fleet.alert.DeliveryTally;
import org.dubnium.fleet.alert.Ending;
import org.dubnium.fleet.alert.Notification;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.sqlite.Session;
import org.dubnium.fleet.sqlite.SharedSession.Work;

/**
 * What the channels are to be told, and the record of each attempt. A channel whose notification is given
 * up is an alert itself, told through the others; it resolves with the next notification that arrives.
 */
public final class NotificationQueue {

  private final AlertDatabase database;
  private final NodeId local;
  private volatile List<ChannelRoute> routes = List.of();
  private final Map<String, DeliveryTally> tallies = new ConcurrentHashMap<>();

  NotificationQueue(AlertDatabase database, NodeId local) {
    this.database = database;
    this.local = local;
  }

  public List<ChannelRoute> routes() {
    return routes;
  }

  /** Counts of the attempts since this process began, by channel. */
  public List<DeliveryTally> tallies() {
    return routes.stream()
        .map(route -> tallies.getOrDefault(route.name(), new DeliveryTally(route.name(), 0, 0, 0)))
        .toList();
  }

  private void count(Notification notification, long delivered, long retried, long failed) {
    tallies.compute(
        notification.channel(),
        (channel, before) ->
            (before == null ? new DeliveryTally(channel, 0, 0, 0) : before)
                .plus(delivered, retried, failed));
  }

  /** Sets the channels; what waits for others is dropped. */
  void route(List<ChannelRoute> present, Instant now) throws AlertStoreException {
    var _ =
        change(
            session -> {
              for (String channel : NotificationTable.forgetOthers(session, present)) {
                var _ = channelWorks(session, channel, now);
              }
              return Optional.empty();
            });
    routes = List.copyOf(present);
  }

  /**
   * The next notification that a channel is to be told, counted as an attempt from here on; empty if none
   * is due. It comes again unless its end is recorded.
   */
  public Optional<Notification> take(String channel, Instant now) throws AlertStoreException {
    return database.transact(session -> DeliveryTable.take(session, channel, now));
  }

  /** When a channel's next notification is due; empty if none waits. */
  public Optional<Instant> due(String channel) throws AlertStoreException {
    return database.read(session -> DeliveryTable.due(session, channel));
  }

  /**
   * Nobody is there whom a channel could tell. What waits is dropped if it resolves before somebody
   * comes, or if it waited since before a time.
   */
  public void holdBack(String channel, Instant before) throws AlertStoreException {
    var _ =
        change(
            session -> {
              NotificationTable.holdBack(session, channel, before);
              return Optional.empty();
            });
  }

  /**
   * It arrived.
   *
   * @return the alert that the channel fails, which resolves with that; empty if it did not fail
   */
  public Optional<AlertEvent> delivered(Notification notification, Instant at, String outcome)
      throws AlertStoreException {
    Optional<AlertEvent> works =
        change(
            session -> {
              DeliveryTable.delivered(session, notification, at, outcome);
              return channelWorks(session, notification.channel(), at);
            });
    count(notification, 1, 0, 0);
    return works;
  }

  /** It did not arrive, and is tried again. */
  public void again(Notification notification, Instant at, String reason, Instant notBefore)
      throws AlertStoreException {
    var _ =
        change(
            session -> {
              DeliveryTable.again(session, notification, at, reason, notBefore);
              return Optional.empty();
            });
    count(notification, 0, 1, 0);
  }

  /**
   * It is given up.
   *
   * @return the alert that the channel fails; empty if it was there before
   */
  public Optional<AlertEvent> failed(Notification notification, Instant at, String reason)
      throws AlertStoreException {
    Optional<AlertEvent> fails =
        change(
            session -> {
              DeliveryTable.failed(session, notification, at, reason);
              return channelFails(session, notification, at, reason);
            });
    count(notification, 0, 0, 1);
    return fails;
  }

  private Optional<AlertEvent> change(Work<Optional<AlertEvent>> change)
      throws AlertStoreException {
    return database.transact(change);
  }

  private Optional<AlertEvent> channelFails(
      Session session, Notification notification, Instant at, String reason) throws SQLException {
    AlertKey key = key(notification.channel());
    if (EventTable.firing(session, key).isPresent()) {
      return Optional.empty();
    }
    AlertEvent event =
        AlertEvent.fired(
            key,
            "Notification channel " + notification.channel() + " fails",
            Metric.CHANNEL_FAILING,
            notification.attempts(),
            0,
            Condition.GT,
            Optional.of(reason),
            at);
    EventTable.insert(session, event);
    NotificationTable.fired(session, event, others(notification.channel()), at);
    return Optional.of(event);
  }

  private Optional<AlertEvent> channelWorks(Session session, String channel, Instant at)
      throws SQLException {
    Optional<AlertEvent> over = EventTable.resolve(session, key(channel), at, Ending.RESOLVED);
    if (over.isPresent()) {
      NotificationTable.resolved(session, over.get(), others(channel), at);
    }
    return over;
  }

  private List<ChannelRoute> others(String channel) {
    return routes.stream().filter(route -> !route.name().equals(channel)).toList();
  }

  /** The key of the alert about a channel: no rule makes it, so the id is derived from the name. */
  private AlertKey key(String channel) {
    UUID rule =
        UUID.nameUUIDFromBytes(("channel_failing:" + channel).getBytes(StandardCharsets.UTF_8));
    return new AlertKey(rule, new Subject.Node(local));
  }
}
