package org.dubnium.fleet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertRule;
import org.dubnium.fleet.alert.Attempt;
import org.dubnium.fleet.alert.ChannelRoute;
import org.dubnium.fleet.alert.Condition;
import org.dubnium.fleet.alert.ManualClock;
import org.dubnium.fleet.alert.Notification;
import org.dubnium.fleet.alert.NotificationKind;
import org.dubnium.fleet.alert.QuietHours;
import org.dubnium.fleet.alert.RuleSpec;
import org.dubnium.fleet.alert.store.AlertStore;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.Severity;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.domain.SupplementaryReadings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many alerts of one rule are told at once, and each is on record. */
class GroupingTest {

  private static final ChannelRoute MAIL =
      new ChannelRoute("mail", EnumSet.allOf(Severity.class), QuietHours.none(), false);

  @TempDir private Path directory;
  private final ManualClock clock = new ManualClock();
  private AlertStore store;
  private Alerting alerting;

  @BeforeEach
  void open() throws OperationException {
    store = AlertStore.open(directory.resolve("alerts.db"), new NodeId("head"), clock);
    store.route(List.of(MAIL));
    alerting = new Alerting(store, () -> {}, new RecordedChanges(), clock::nanoTime);
    for (AlertRule rule : alerting.rules()) {
      alerting.delete(rule.id());
    }
    for (String name : List.of("hot", "warm")) {
      alerting.create(
          new RuleSpec(
              name,
              Metric.GPU_TEMPERATURE,
              Condition.GT,
              name.equals("hot") ? 90 : 80,
              Duration.ZERO,
              Optional.empty(),
              true));
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** The first so many of all GPUs have this temperature, the others are cold. */
  private List<AlertEvent> tick(int first, double temperature) throws OperationException {
    clock.pass(Duration.ofSeconds(10));
    return alerting.tick(
        List.of(),
        new SupplementaryReadings(
            IntStream.range(0, 1_000)
                .mapToObj(
                    i ->
                        new SubjectReading(
                            new Subject.Gpu(new NodeId("node-" + i / 8), i % 8),
                            clock.instant(),
                            Map.of(Metric.GPU_TEMPERATURE, i < first ? temperature : 30)))
                .toList(),
            Set.of()));
  }

  private Optional<Notification> take() throws OperationException {
    return store.notifications().take("mail", clock.instant());
  }

  private Notification tell() throws OperationException {
    Notification notification = take().orElseThrow();
    store.notifications().delivered(notification, clock.instant(), "200");
    return notification;
  }

  @Test
  void whatARuleFiresAtOneTickIsOneNotice() throws Exception {
    List<AlertEvent> fired = tick(1_000, 85);
    Notification notification = tell();
    assertEquals(1_000, notification.total());
    assertEquals(Notification.MOST_EVENTS, notification.events().size());
    assertEquals(1_000, notification.open());
    assertEquals(notification.id(), notification.origin());
    assertEquals(Optional.empty(), take());
    for (AlertEvent event : fired) {
      assertEquals(
          List.of(new Attempt("mail", NotificationKind.FIRED, clock.instant(), true, "200")),
          store.attempts(event.id()));
    }
  }

  @Test
  void rulesAreToldApart() throws Exception {
    tick(20, 95);
    List<String> rules = new ArrayList<>(List.of(tell().event().ruleName(), tell().event().ruleName()));
    rules.sort(null);
    assertEquals(List.of("hot", "warm"), rules);
    assertEquals(Optional.empty(), take());
  }

  @Test
  void whatComesBetweenTwoAttemptsIsANoticeOfItsOwn() throws Exception {
    tick(10, 85);
    Notification first = take().orElseThrow();
    store.notifications().again(first, clock.instant(), "503", clock.instant().plusSeconds(60));
    tick(15, 85);
    assertEquals(5, tell().total());
    clock.pass(Duration.ofMinutes(1));
    Notification again = tell();
    assertEquals(first.id(), again.id());
    assertEquals(10, again.total());
    assertEquals(2, again.attempts());
  }

  @Test
  void whatResolvesIsToldByWhatItFiredWith() throws Exception {
    tick(10, 85);
    Notification first = tell();
    tick(15, 85);
    Notification second = tell();
    tick(0, 85);
    List<Notification> over = List.of(tell(), tell());
    assertEquals(
        Set.of(first.id(), second.id()), Set.of(over.get(0).origin(), over.get(1).origin()));
    assertTrue(over.stream().allMatch(notification -> notification.open() == 0), over::toString);
    assertEquals(Optional.empty(), take());
  }

  @Test
  void whatResolvesInPartSaysHowMuchIsLeft() throws Exception {
    tick(10, 85);
    Notification fired = tell();
    tick(4, 85);
    Notification some = tell();
    assertEquals(6, some.total());
    assertEquals(4, some.open());
    assertEquals(fired.id(), some.origin());
    assertNotEquals(fired.id(), some.id());
    tick(0, 85);
    assertEquals(0, tell().open());
  }

  @Test
  void aNoticeThatIsGivenUpTakesItsFollowersAlong() throws Exception {
    tick(10, 85);
    Notification fired = take().orElseThrow();
    tick(0, 85);
    store.notifications().failed(fired, clock.instant(), "404");
    assertEquals(Optional.empty(), take());
    assertEquals(Optional.empty(), store.notifications().due("mail"));
  }

  @Test
  void aChannelIsToldOfItsSeveritiesAlone() throws Exception {
    store.route(
        List.of(
            new ChannelRoute("mail", Set.of(Severity.CRITICAL), QuietHours.none(), false),
            new ChannelRoute("other", Set.of(Severity.ERROR), QuietHours.none(), false)));
    tick(10, 85);
    assertEquals(Optional.empty(), take());
    assertEquals(10, store.notifications().take("other", clock.instant()).orElseThrow().total());
  }

  @Test
  void whatResolvesBeforeAnybodyIsThereIsNotTold() throws Exception {
    tick(10, 85);
    store.notifications().holdBack("mail", clock.instant().minus(Duration.ofHours(12)));
    tick(4, 85);
    Notification notification = tell();
    assertEquals(NotificationKind.FIRED, notification.kind());
    assertEquals(4, notification.total());
    assertEquals(Optional.empty(), take());
  }

  @Test
  void nobodyComesForTooLongAndItIsDropped() throws Exception {
    Instant before = clock.instant();
    tick(10, 85);
    store.notifications().holdBack("mail", before);
    assertTrue(store.notifications().due("mail").isPresent());
    store.notifications().holdBack("mail", clock.instant().plusMillis(1));
    assertEquals(Optional.empty(), take());
    assertEquals(10, store.firing().size(), "it is on record all the same");
  }

  @Test
  void aDeliveryGoesWithTheLastOfItsEvents() throws Exception {
    tick(10, 85);
    tell();
    tick(0, 85);
    tell();
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("alerts.db"));
        Statement sql = database.createStatement()) {
      sql.execute("PRAGMA foreign_keys = ON");
      assertEquals(2, count(sql, "deliveries"));
      assertEquals(2, count(sql, "attempts"));
      sql.execute("DELETE FROM events WHERE seq < 10");
      assertEquals(2, count(sql, "deliveries"));
      sql.execute("DELETE FROM events");
      assertEquals(0, count(sql, "deliveries"));
      assertEquals(0, count(sql, "attempts"));
    }
  }

  private static int count(Statement sql, String table) throws SQLException {
    try (ResultSet row = sql.executeQuery("SELECT count(*) FROM " + table)) {
      return row.getInt(1);
    }
  }
}
