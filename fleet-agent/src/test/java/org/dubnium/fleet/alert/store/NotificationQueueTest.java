package org.dubnium.fleet.alert.store;

import static org.dubnium.fleet.alert.Evaluations.fires;
import static org.dubnium.fleet.alert.Evaluations.over;
import static org.dubnium.fleet.alert.store.GpuChanges.SAME_GPUS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertKey;
import org.dubnium.fleet.alert.Attempt;
import org.dubnium.fleet.alert.ChannelRoute;
import org.dubnium.fleet.alert.Condition;
import org.dubnium.fleet.alert.DeliveryTally;
import org.dubnium.fleet.alert.Ending;
import org.dubnium.fleet.alert.Evaluation;
import org.dubnium.fleet.alert.ManualClock;
import org.dubnium.fleet.alert.Notification;
import org.dubnium.fleet.alert.NotificationKind;
import org.dubnium.fleet.alert.QuietHours;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Severity;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.service.Alerting;
import org.dubnium.fleet.service.RecordedChanges;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of what a channel is to be told. */
class NotificationQueueTest {

  private static final NodeId HEAD = new NodeId("head");
  private static final ChannelRoute SLACK = route("slack", QuietHours.none());
  private static final ChannelRoute MAIL = route("mail", QuietHours.none());
  private static final ChannelRoute NIGHT =
      route(
          "night",
          new QuietHours(
              List.of(new QuietHours.Span(LocalTime.of(22, 0), LocalTime.of(7, 0))),
              ZoneOffset.UTC));

  @TempDir private Path directory;
  private final ManualClock clock = new ManualClock();
  private AlertStore store;
  private NotificationQueue queue;

  @BeforeEach
  void open() throws AlertStoreException {
    store = AlertStore.open(directory.resolve("alerts.db"), HEAD, clock);
    queue = store.notifications();
    store.route(List.of(SLACK, MAIL));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static ChannelRoute route(String name, QuietHours quiet) {
    return new ChannelRoute(name, EnumSet.allOf(Severity.class), quiet, true);
  }

  private static AlertKey key() {
    return new AlertKey(UUID.randomUUID(), new Subject.Gpu(new NodeId("node-1"), 0));
  }

  private AlertEvent fire(AlertKey key) throws AlertStoreException {
    return store.record(fires(key), Map.of(), SAME_GPUS).getFirst();
  }

  private Notification take(String channel) throws AlertStoreException {
    return queue.take(channel, clock.instant()).orElseThrow();
  }

  @Test
  void everyAttemptIsCountedByItsEnd() throws Exception {
    var _ = fire(key());
    Instant now = clock.instant();
    for (int i = 0; i < 3; i++) {
      queue.again(take("slack"), now, "503", now);
    }
    var _ = queue.delivered(take("slack"), now, "200");
    var _ = queue.failed(take("mail"), now, "404");
    var _ = queue.delivered(take("slack"), now, "200");
    store.route(List.of(SLACK, MAIL, NIGHT));
    assertEquals(
        List.of(
            new DeliveryTally("slack", 2, 3, 0),
            new DeliveryTally("mail", 0, 0, 1),
            new DeliveryTally("night", 0, 0, 0)),
        queue.tallies());
    assertEquals(queue.tallies(), new Alerting(store, () -> {}, new RecordedChanges(), clock::nanoTime).deliveries());
  }

  @Test
  void aChannelThatFailsIsAnAlertUntilItWorks() throws Exception {
    var _ = fire(key());
    var _ = fire(key());
    Instant now = clock.instant();
    assertEquals(Optional.empty(), queue.delivered(take("slack"), now, "200"), "it never failed");
    queue.again(take("mail"), now, "421", now);
    AlertEvent fails = queue.failed(take("mail"), now, "550").orElseThrow();
    assertEquals(new Subject.Node(HEAD), fails.subject());
    assertEquals(2, fails.value(), "attempts");
    assertEquals(Condition.GT, fails.condition());
    assertEquals(Optional.of(fails), store.event(fails.id()));
    assertEquals(Optional.empty(), queue.failed(take("mail"), now, "550"), "it fails already");
    var _ = fire(key());
    AlertEvent works = queue.delivered(take("mail"), now, "250").orElseThrow();
    assertEquals(fails.id(), works.id());
    assertEquals(Optional.of(Ending.RESOLVED), works.ending());
  }

  @Test
  void eachChannelFailsByItself() throws Exception {
    var _ = fire(key());
    Instant now = clock.instant();
    AlertEvent slack = queue.failed(take("slack"), now, "404").orElseThrow();
    AlertEvent mail = queue.failed(take("mail"), now, "550").orElseThrow();
    assertEquals(Optional.of("404"), slack.detail());
    assertEquals(Optional.of("550"), mail.detail());
    assertEquals(List.of(slack, mail), store.firing().subList(1, 3));
    assertNotEquals(slack.ruleId(), mail.ruleId());
  }

  @Test
  void whoSleptThroughAllOfItIsToldNothing() throws Exception {
    store.route(List.of(NIGHT));
    clock.set(Instant.parse("2026-06-01T23:00:00Z"));
    AlertKey key = key();
    Evaluation evaluation = fires(key);
    AlertEvent event = store.record(evaluation, Map.of(), SAME_GPUS).getFirst();
    var _ = store.acknowledge(event.id());
    clock.pass(Duration.ofMinutes(5));
    var _ = store.record(over(List.of(key)), evaluation.after(), SAME_GPUS);
    assertEquals(Optional.empty(), queue.due("night"));
    assertEquals(Optional.empty(), queue.take("night", clock.instant()));
  }

  @Test
  void whatIsToldComesInItsOrder() throws Exception {
    AlertKey key = key();
    Evaluation evaluation = fires(key);
    AlertEvent event = store.record(evaluation, Map.of(), SAME_GPUS).getFirst();
    clock.pass(Duration.ofMinutes(1));
    var _ = store.acknowledge(event.id());
    clock.pass(Duration.ofMinutes(1));
    var _ = store.record(over(List.of(key)), evaluation.after(), SAME_GPUS);
    for (NotificationKind kind : NotificationKind.values()) {
      Notification notification = take("slack");
      assertEquals(kind, notification.kind());
      assertEquals(event.id(), notification.event().id());
      assertEquals(1, notification.attempts());
      var _ = queue.delivered(notification, clock.instant(), "200");
    }
    assertEquals(Optional.empty(), queue.due("slack"));
    assertEquals(
        List.of(NotificationKind.values()),
        store.attempts(event.id()).stream().map(Attempt::kind).toList());
  }
}
