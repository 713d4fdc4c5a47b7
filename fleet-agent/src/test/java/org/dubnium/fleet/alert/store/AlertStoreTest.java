package org.dubnium.fleet.alert.store;

import static org.dubnium.fleet.alert.Evaluations.fires;
import static org.dubnium.fleet.alert.Evaluations.over;
import static org.dubnium.fleet.alert.store.GpuChanges.SAME_GPUS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertKey;
import org.dubnium.fleet.alert.Attempt;
import org.dubnium.fleet.alert.ChannelRoute;
import org.dubnium.fleet.alert.DefaultRules;
import org.dubnium.fleet.alert.Evaluation;
import org.dubnium.fleet.alert.HeldCondition;
import org.dubnium.fleet.alert.ManualClock;
import org.dubnium.fleet.alert.Notification;
import org.dubnium.fleet.alert.NotificationKind;
import org.dubnium.fleet.alert.QuietHours;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Severity;
import org.dubnium.fleet.domain.Subject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertStoreTest {

  private static final NodeId HEAD = new NodeId("head");
  private static final ChannelRoute SLACK = new ChannelRoute("slack", EnumSet.allOf(Severity.class), QuietHours.none(), false);
  private static final ChannelRoute MAIL = new ChannelRoute("mail", EnumSet.allOf(Severity.class), QuietHours.none(), false);

  @TempDir private Path directory;
  private Path file;
  private final ManualClock clock = new ManualClock();

  @BeforeEach
  void locate() {
    file = directory.resolve("alerts.db");
  }

  private AlertStore open(ChannelRoute... routes) throws AlertStoreException {
    AlertStore store = AlertStore.open(file, HEAD, clock);
    store.route(List.of(routes));
    return store;
  }

  private void sql(String text) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(text);
    }
  }

  private static final NodeId NODE = new NodeId("node-1");

  private static AlertKey key(Subject subject) {
    return new AlertKey(UUID.randomUUID(), subject);
  }

  private static AlertEvent fire(AlertStore store) throws AlertStoreException {
    return store.record(fires(key(new Subject.Gpu(NODE, 0))), Map.of(), SAME_GPUS).getFirst();
  }

  @Test
  void remembersAllOfTheEvaluatorsState() throws Exception {
    Evaluation gpu = fires(key(new Subject.Gpu(NODE, 7)));
    Evaluation node = fires(key(new Subject.Node(NODE)));
    try (AlertStore store = open()) {
      store.record(gpu, Map.of(), SAME_GPUS);
      store.record(node, Map.of(), SAME_GPUS);
    }
    try (AlertStore store = open()) {
      Map<AlertKey, HeldCondition> all = new HashMap<>(gpu.after());
      all.putAll(node.after());
      assertEquals(all, store.held());
    }
  }

  @Test
  void theDatabaseItselfLetsAKeyFireOnce() throws Exception {
    try (AlertStore store = open(SLACK)) {
      Evaluation evaluation = fires(key(new Subject.Node(NODE)));
      store.record(evaluation, Map.of(), SAME_GPUS);
      assertThrows(AlertStoreException.class, () -> store.record(evaluation, Map.of(), SAME_GPUS));
      assertEquals(1, store.firing().size());
    }
  }

  @Test
  void putsAsideWhatIsNoDatabase() throws Exception {
    Files.writeString(file, "this was a database once\n".repeat(100));
    try (AlertStore store = open()) {
      assertEquals(DefaultRules.all().size(), store.rules().size());
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(
          1, files.filter(path -> path.toString().contains("alerts.db.damaged-")).count());
    }
  }

  @Test
  void putsAsideADamagedDatabase() throws Exception {
    try (AlertStore store = open()) {
      fire(store);
    }
    byte[] content = Files.readAllBytes(file);
    for (int i = 4_096; i < content.length; i++) {
      content[i] = (byte) (i * 31);
    }
    Files.write(file, content);
    try (AlertStore store = open()) {
      assertEquals(List.of(), store.latest(10));
    }
  }

  @Test
  void leavesAloneWhatALaterVersionWrote() throws Exception {
    open().close();
    sql("PRAGMA user_version = 99");
    AlertStoreException e = assertThrows(AlertStoreException.class, this::open);
    assertTrue(String.valueOf(e.getMessage()).contains("it has version 99"), e.getMessage());
  }

  @Test
  void saysWhenTheFileCannotBeUsed() {
    file = directory.resolve("missing").resolve("alerts.db");
    AlertStoreException e = assertThrows(AlertStoreException.class, this::open);
    assertTrue(String.valueOf(e.getMessage()).startsWith("cannot open "), e.getMessage());
  }

  @Test
  void anAttemptCountsFromItsBeginning() throws Exception {
    try (AlertStore store = open(SLACK)) {
      fire(store);
      assertEquals(1, store.notifications().take("slack", clock.instant()).orElseThrow().attempts());
    }
    try (AlertStore store = open(SLACK)) {
      assertEquals(2, store.notifications().take("slack", clock.instant()).orElseThrow().attempts());
    }
  }

  @Test
  void recordsEveryAttempt() throws Exception {
    try (AlertStore store = open(SLACK)) {
      AlertEvent event = fire(store);
      Instant now = clock.instant();
      Instant later = now.plusSeconds(5);
      Notification first = store.notifications().take("slack", now).orElseThrow();
      store.notifications().again(first, now, "503", later);
      assertEquals(Optional.empty(), store.notifications().take("slack", now));
      assertEquals(Optional.of(later), store.notifications().due("slack"));
      Notification second = store.notifications().take("slack", later).orElseThrow();
      store.notifications().delivered(second, later, "200");
      assertEquals(Optional.empty(), store.notifications().due("slack"));
      assertEquals(
          List.of(
              new Attempt("slack", NotificationKind.FIRED, now, false, "503"),
              new Attempt("slack", NotificationKind.FIRED, later, true, "200")),
          store.attempts(event.id()));
    }
  }

  @Test
  void aClockThatIsPutBackKeepsNothingWaiting() throws Exception {
    try (AlertStore store = open(SLACK)) {
      fire(store);
      Instant before = clock.instant().minus(Duration.ofDays(400));
      assertTrue(store.notifications().take("slack", before).isPresent());
    }
  }

  @Test
  void aChannelThatFailsIsAnAlertForTheOthers() throws Exception {
    try (AlertStore store = open(SLACK, MAIL)) {
      fire(store);
      fire(store);
      Instant now = clock.instant();
      for (int i = 0; i < 2; i++) {
        Notification notification = store.notifications().take("slack", now).orElseThrow();
        store.notifications().failed(notification, now, "404: no_service");
      }
      List<AlertEvent> failing =
          store.firing().stream()
              .filter(event -> event.metric() == Metric.CHANNEL_FAILING)
              .toList();
      assertEquals(1, failing.size(), "once, however many notices fail");
      assertEquals(new Subject.Node(HEAD), failing.getFirst().subject());
      assertEquals(Optional.of("404: no_service"), failing.getFirst().detail());
      assertEquals(Optional.empty(), store.notifications().take("slack", now), "it is not told itself");
      assertEquals(
          List.of("hot", "hot", "Notification channel slack fails"), drain(store, "mail", now));

      fire(store);
      assertEquals(List.of("hot"), drain(store, "slack", now));
      assertTrue(store.event(failing.getFirst().id()).orElseThrow().resolvedAt().isPresent());
      assertEquals(
          List.of("hot", "Notification channel slack fails"), drain(store, "mail", now));
    }
  }

  private static List<String> drain(AlertStore store, String channel, Instant now)
      throws AlertStoreException {
    List<String> names = new ArrayList<>();
    Optional<Notification> notification = store.notifications().take(channel, now);
    while (notification.isPresent()) {
      names.add(notification.get().event().ruleName());
      store.notifications().delivered(notification.get(), now, "200");
      notification = store.notifications().take(channel, now);
    }
    return names;
  }

  @Test
  void whoWasNeverToldNeedNotKnowTheEnd() throws Exception {
    try (AlertStore store = open(SLACK)) {
      AlertKey key = key(new Subject.Node(NODE));
      Evaluation evaluation = fires(key);
      store.record(evaluation, Map.of(), SAME_GPUS);
      Instant now = clock.instant();
      Notification notification = store.notifications().take("slack", now).orElseThrow();
      store.record(over(List.of(key)), evaluation.after(), SAME_GPUS);
      store.notifications().failed(notification, now, "410");
      assertEquals(Optional.empty(), store.notifications().due("slack"));
    }
  }

  @Test
  void whatWaitsForAChannelThatIsGoneIsDropped() throws Exception {
    try (AlertStore store = open(SLACK, MAIL)) {
      fire(store);
      Instant now = clock.instant();
      Notification notification = store.notifications().take("slack", now).orElseThrow();
      store.notifications().failed(notification, now, "404");
      assertEquals(2, store.firing().size());
    }
    try (AlertStore store = open(MAIL)) {
      assertEquals(1, store.firing().size(), "nobody waits for the channel to work");
      fire(store);
    }
    try (AlertStore store = open(SLACK, MAIL)) {
      assertEquals(Optional.empty(), store.notifications().due("slack"));
    }
  }

  @Test
  void forgetsTheOldestThatAreOverAndTold() throws Exception {
    List<AlertKey> keys = new ArrayList<>();
    try (AlertStore store = open(SLACK)) {
      for (int i = 0; i < 4; i++) {
        AlertKey key = key(new Subject.Gpu(NODE, i));
        keys.add(key);
        store.record(fires(key), Map.of(), SAME_GPUS);
        if (i > 0) {
          drain(store, "slack", clock.instant());
        }
      }
      store.record(over(keys.subList(1, 4)), Map.of(), SAME_GPUS);
      Notification notification = store.notifications().take("slack", clock.instant()).orElseThrow();
      assertEquals(NotificationKind.RESOLVED, notification.kind());
      assertEquals(keys.get(1).rule(), notification.event().ruleId());
      store.notifications().delivered(notification, clock.instant(), "200");
    }
    try (AlertDatabase database = AlertDatabase.open(file, clock, session -> true)) {
      List<UUID> left =
          database.transact(
              connection -> {
                EventTable.prune(connection, 1);
                return EventTable.latest(connection, 10).stream()
                    .map(AlertEvent::ruleId)
                    .toList();
              });
      assertEquals(
          List.of(keys.get(3).rule(), keys.get(2).rule(), keys.get(0).rule()),
          left,
          "what fires, what is still to be told, and the newest stay");
    }
  }
}
