package org.dubnium.fleet.alert;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.dubnium.fleet.domain.NodeId;

/**
 * What the channels are to be told, and the record of each attempt. A channel whose notice is given
 * up is an alert itself, told through the others; it resolves with the next notice that arrives.
 */
public final class Outbox {

  private final AlertDatabase database;
  private final NodeId local;
  private final List<ChannelRoute> routes;

  Outbox(AlertDatabase database, NodeId local, List<ChannelRoute> routes) {
    this.database = database;
    this.local = local;
    this.routes = List.copyOf(routes);
  }

  /**
   * The next notice that a channel is to be told, counted as an attempt from here on; empty if none
   * is due. It comes again unless its end is recorded.
   */
  public Optional<Notice> take(String channel, Instant now) throws AlertStoreException {
    return database.transact(connection -> NoticeTable.take(connection, channel, now));
  }

  /** When a channel's next notice is due; empty if none waits. */
  public Optional<Instant> due(String channel) throws AlertStoreException {
    return database.transact(connection -> NoticeTable.due(connection, channel));
  }

  /** It arrived. */
  public void delivered(Notice notice, Instant at, String outcome) throws AlertStoreException {
    change(
        connection -> {
          NoticeTable.attempted(connection, notice, at, true, outcome);
          NoticeTable.delivered(connection, notice);
          channelWorks(connection, notice.channel(), at);
        });
  }

  /** It did not arrive, but may later. */
  public void again(Notice notice, Instant at, String reason, Instant notBefore)
      throws AlertStoreException {
    change(
        connection -> {
          NoticeTable.attempted(connection, notice, at, false, reason);
          NoticeTable.again(connection, notice, notBefore);
        });
  }

  /** It is given up. */
  public void failed(Notice notice, Instant at, String reason) throws AlertStoreException {
    change(
        connection -> {
          NoticeTable.attempted(connection, notice, at, false, reason);
          NoticeTable.failed(connection, notice);
          channelFails(connection, notice, at, reason);
        });
  }

  @FunctionalInterface
  private interface Change {
    void run(Connection connection) throws SQLException;
  }

  private void change(Change change) throws AlertStoreException {
    var _ =
        database.transact(
            connection -> {
              change.run(connection);
              return true;
            });
  }

  private void channelFails(Connection connection, Notice notice, Instant at, String reason)
      throws SQLException {
    AlertKey key = key(notice.channel());
    if (EventTable.firing(connection, key).isPresent()) {
      return;
    }
    AlertEvent event =
        new AlertEvent(
            UUID.randomUUID(),
            key.rule(),
            "Notification channel " + notice.channel() + " fails",
            local,
            key.gpu(),
            AlertMetric.CHANNEL_FAILING,
            notice.attempts(),
            0,
            Condition.GT,
            Optional.of(reason),
            at,
            Optional.empty(),
            Optional.empty());
    EventTable.insert(connection, event);
    NoticeTable.fired(connection, event, others(notice.channel()), at);
  }

  private void channelWorks(Connection connection, String channel, Instant at)
      throws SQLException {
    Optional<AlertEvent> failing = EventTable.firing(connection, key(channel));
    if (failing.isPresent()) {
      AlertEvent event = EventTable.resolve(connection, failing.get(), at);
      NoticeTable.resolved(connection, event, others(channel), at);
    }
  }

  /** To be called once at the start, in a transaction. */
  void forgetOtherChannels(Connection connection, Instant now) throws SQLException {
    for (String channel : NoticeTable.forgetOthers(connection, routes)) {
      channelWorks(connection, channel, now);
    }
  }

  private List<ChannelRoute> others(String channel) {
    return routes.stream().filter(route -> !route.name().equals(channel)).toList();
  }

  /** There is no rule about channels; each has an id that does not change. */
  private AlertKey key(String channel) {
    UUID rule =
        UUID.nameUUIDFromBytes(("channel_failing:" + channel).getBytes(StandardCharsets.UTF_8));
    return new AlertKey(rule, local, OptionalInt.empty());
  }
}
