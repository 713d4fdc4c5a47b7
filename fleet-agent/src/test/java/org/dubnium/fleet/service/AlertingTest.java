package org.dubnium.fleet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertRule;
import org.dubnium.fleet.alert.Attempt;
import org.dubnium.fleet.alert.ChannelRoute;
import org.dubnium.fleet.alert.Condition;
import org.dubnium.fleet.alert.DefaultRules;
import org.dubnium.fleet.alert.ManualClock;
import org.dubnium.fleet.alert.Notification;
import org.dubnium.fleet.alert.NotificationKind;
import org.dubnium.fleet.alert.QuietHours;
import org.dubnium.fleet.alert.RuleSpec;
import org.dubnium.fleet.alert.store.AlertStore;
import org.dubnium.fleet.alert.store.AlertStoreException;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;
import org.dubnium.fleet.domain.Severity;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.domain.SupplementaryReadings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class AlertingTest {

  private static final NodeId NODE = new NodeId("node-1");
  private static final ChannelRoute SLACK = new ChannelRoute("slack", EnumSet.allOf(Severity.class), QuietHours.none(), false);
  private static final ChannelRoute PAGER = new ChannelRoute("pager", EnumSet.allOf(Severity.class), QuietHours.none(), true);
  private static final ChannelRoute MAIL =
      new ChannelRoute("mail", EnumSet.allOf(Severity.class),
          new QuietHours(
              List.of(new QuietHours.Span(LocalTime.of(22, 0), LocalTime.of(7, 0))),
              ZoneOffset.UTC),
          false);

  @TempDir private Path directory;
  private final ManualClock clock = new ManualClock();
  private AlertStore store;
  private Alerting alerting;
  private final RecordedChanges changes = new RecordedChanges();
  private int wakes;

  @BeforeEach
  void open() throws OperationException {
    store =
        AlertStore.open(directory.resolve("alerts.db"), new NodeId("head"), clock);
    store.route(List.of(SLACK, PAGER, MAIL));
    alerting = new Alerting(store, () -> wakes++, changes, clock::nanoTime);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void restart() throws OperationException {
    store.close();
    open();
  }

  private void onlyRule(long seconds) throws OperationException {
    for (AlertRule rule : alerting.rules()) {
      alerting.delete(rule.id());
    }
    assertEquals("hot", alerting.create(spec("hot", seconds)).spec().name());
  }

  private static void assertNotFound(Executable ask) {
    assertEquals(Kind.NOT_FOUND, assertThrows(OperationException.class, ask).kind());
  }

  private static RuleSpec spec(String name, long seconds) {
    return new RuleSpec(
        name,
        Metric.GPU_TEMPERATURE,
        Condition.GT,
        80,
        Duration.ofSeconds(seconds),
        Optional.empty(),
        true);
  }

  private List<AlertEvent> tick(double temperature) throws OperationException {
    clock.pass(Duration.ofSeconds(10));
    return look(temperature);
  }

  private List<AlertEvent> look(double temperature) throws OperationException {
    GpuReading gpu =
        new GpuReading(
            0, "GPU-1", "NVIDIA H200", "", Map.of(Metric.GPU_TEMPERATURE, temperature));
    NodeState state =
        NodeState.unknown(NODE)
            .seen(new NodeReading(NODE, "node-1", clock.instant(), List.of(gpu), Map.of()));
    return alerting.tick(List.of(state), SupplementaryReadings.nothing());
  }

  /** Everything that waits for a channel, told at once. */
  private List<String> told(String channel) throws OperationException {
    List<String> told = new ArrayList<>();
    Optional<Notification> notification = store.notifications().take(channel, clock.instant());
    while (notification.isPresent()) {
      told.add(notification.get().kind().text() + " " + notification.get().event().ruleName());
      store.notifications().delivered(notification.get(), clock.instant(), "200");
      notification = store.notifications().take(channel, clock.instant());
    }
    return told;
  }

  @Test
  void recordsWhatFiresAndResolves() throws Exception {
    onlyRule(20);
    assertEquals(List.of(), tick(90));
    assertEquals(List.of(), tick(91));
    AlertEvent fired = tick(92).getFirst();
    assertEquals(92, fired.value());
    assertEquals(80, fired.threshold());
    assertEquals(new Subject.Gpu(NODE, 0), fired.subject());
    assertEquals(List.of(fired), alerting.firing());
    AlertEvent resolved = tick(70).getFirst();
    assertEquals(fired.id(), resolved.id());
    assertEquals(Optional.of(clock.instant()), resolved.resolvedAt());
    assertEquals(List.of(resolved), alerting.history(10));
    assertEquals(List.of(), alerting.firing());
    assertEquals(2, wakes);
    assertEquals(List.of("fired hot", "resolved hot"), told("slack"));
  }

  @Test
  void goesOnAfterARestart() throws Exception {
    onlyRule(20);
    tick(90);
    tick(90);
    restart();
    assertEquals(List.of(), tick(90), "what passed while it was off does not count");
    AlertEvent fired = tick(90).getFirst();
    restart();
    assertEquals(List.of(), tick(90), "it fires already");
    assertEquals(List.of("fired hot"), told("slack"));
    restart();
    assertEquals(List.of(), told("slack"));
    assertEquals(fired.id(), tick(70).getFirst().id());
    restart();
    assertEquals(List.of("resolved hot"), told("slack"));
    assertEquals(1, alerting.history(10).size());
  }

  @Test
  void aClockThatIsSetFiresNothingEarlyNorTwice() throws Exception {
    onlyRule(60);
    tick(90);
    clock.set(Instant.parse("2027-01-01T00:00:00Z"));
    assertEquals(List.of(), tick(90));
    clock.set(Instant.parse("2026-01-01T00:00:00Z"));
    for (int i = 0; i < 4; i++) {
      assertEquals(List.of(), tick(90));
    }
    AlertEvent fired = tick(90).getFirst();
    clock.set(Instant.parse("2025-01-01T00:00:00Z"));
    assertEquals(List.of(), tick(90));
    AlertEvent resolved = tick(70).getFirst();
    assertEquals(Optional.of(fired.firedAt()), resolved.resolvedAt(), "never before it fired");
  }

  @Test
  void aTickThatComesLateCountsForLittle() throws Exception {
    onlyRule(600);
    tick(90);
    clock.pass(Duration.ofHours(1));
    assertEquals(List.of(), look(90));
  }

  @Test
  void whatADeletedRuleFiredResolves() throws Exception {
    onlyRule(0);
    assertEquals(1, tick(90).size());
    AlertRule rule = alerting.rules().getFirst();
    alerting.delete(rule.id());
    assertNotFound(() -> alerting.delete(rule.id()));
    assertTrue(tick(90).getFirst().resolvedAt().isPresent());
    assertEquals(List.of(), tick(90));
  }

  @Test
  void whatADisabledRuleFiredResolvesAndFiresAnew() throws Exception {
    onlyRule(0);
    tick(90);
    AlertRule rule = alerting.rules().getFirst();
    RuleSpec spec = rule.spec();
    RuleSpec off =
        new RuleSpec(
            spec.name(),
            spec.metric(),
            spec.condition(),
            spec.threshold(),
            spec.duration(),
            spec.nodes(),
            false);
    clock.pass(Duration.ofSeconds(1));
    AlertRule changed = alerting.update(rule.id(), off);
    assertEquals(rule.createdAt(), changed.createdAt());
    assertTrue(changed.updatedAt().isAfter(rule.updatedAt()));
    assertTrue(tick(90).getFirst().resolvedAt().isPresent());
    alerting.update(rule.id(), spec);
    assertTrue(tick(90).getFirst().resolvedAt().isEmpty());
    assertEquals(2, alerting.history(10).size());
    assertNotFound(() -> alerting.update(UUID.randomUUID(), spec));
  }

  @Test
  void anAcknowledgementIsRecordedOnceAndToldToWhomItConcerns() throws Exception {
    onlyRule(0);
    AlertEvent fired = tick(90).getFirst();
    assertNotFound(() -> alerting.acknowledge(UUID.randomUUID()));
    Instant first = clock.instant();
    assertEquals(Optional.of(first), alerting.acknowledge(fired.id()).acknowledgedAt());
    clock.pass(Duration.ofSeconds(5));
    assertEquals(Optional.of(first), alerting.acknowledge(fired.id()).acknowledgedAt());
    assertEquals(List.of("fired hot", "acknowledged hot"), told("pager"));
    assertEquals(List.of("fired hot"), told("slack"));
    assertEquals(List.of(), tick(90), "it fires still");
  }

  @Test
  void whoLooksAfterAnAlertIsHeardOfAtOnce() throws Exception {
    onlyRule(0);
    AlertEvent fired = tick(90).getFirst();
    assertEquals(1, wakes);
    AlertEvent seen = alerting.acknowledge(fired.id());
    assertEquals(2, wakes);
    assertEquals(seen, alerting.event(fired.id()));
    assertEquals(List.of("fired hot"), told("slack"));
    assertEquals(
        List.of(new Attempt("slack", NotificationKind.FIRED, clock.instant(), true, "200")),
        alerting.attempts(fired.id()));
  }

  private List<String> xid(int code) throws OperationException {
    clock.pass(Duration.ofSeconds(10));
    return alerting
        .tick(
            List.of(),
            SupplementaryReadings.of(
                new SubjectReading(
                    new Subject.Gpu(NODE, 0),
                    clock.instant(),
                    Map.of(Metric.GPU_XID, (double) code))))
        .stream()
        .map(event -> event.resolvedAt().isEmpty() ? "fired" : "resolved")
        .toList();
  }

  private void onlyXid79() throws OperationException {
    onlyRule(0);
    AlertRule rule = alerting.rules().getFirst();
    alerting.update(
        rule.id(),
        new RuleSpec(
            "lost", Metric.GPU_XID, Condition.EQ, 79, Duration.ZERO, Optional.empty(), true));
  }

  @Test
  void anEventResolvesWhenItIsAcknowledgedAndComesBackOnlyWithAnother() throws Exception {
    onlyXid79();
    assertEquals(List.of("fired"), xid(79));
    assertEquals(List.of(), xid(13), "another does not make it undone");
    assertEquals(List.of(), xid(79));
    UUID first = alerting.firing().getFirst().id();
    Instant seen = clock.instant();
    AlertEvent over = alerting.acknowledge(first);
    assertEquals(Optional.of(seen), over.resolvedAt());
    assertEquals(Optional.of(seen), over.acknowledgedAt());
    assertEquals(List.of("fired lost", "resolved lost"), told("slack"));
    assertEquals(List.of(), xid(79), "the same is told still");
    restart();
    assertEquals(List.of(), xid(79));
    assertEquals(List.of(), xid(13));
    assertEquals(List.of("fired"), xid(79));
    alerting.acknowledge(first);
    assertEquals(1, alerting.firing().size(), "that was the one before");
    assertEquals(List.of("resolved"), xid(0));
    assertEquals(List.of("fired lost", "resolved lost"), told("slack"));
  }

  @Test
  void anAcknowledgedEventIsNotResolvedTwice() throws Exception {
    onlyXid79();
    xid(79);
    alerting.acknowledge(alerting.firing().getFirst().id());
    assertEquals(List.of(), xid(0));
    assertEquals(
        List.of("fired lost", "acknowledged lost", "resolved lost"), told("pager"));
  }

  @Test
  void aQuietChannelIsNotToldOfWhatIsOver() throws Exception {
    onlyRule(0);
    clock.set(Instant.parse("2026-06-01T23:00:00Z"));
    tick(90);
    tick(70);
    assertEquals(List.of(), told("mail"));
    assertEquals(List.of("fired hot", "resolved hot"), told("slack"));
    tick(90);
    clock.set(Instant.parse("2026-06-02T07:00:00Z"));
    tick(90);
    assertEquals(List.of("fired hot"), told("mail"), "it fires still");
    tick(70);
    assertEquals(List.of("resolved hot"), told("mail"));
  }

  @Test
  void theDefaultRulesAreThereAndNeverComeBack() throws Exception {
    assertEquals(DefaultRules.all().size(), alerting.rules().size());
    assertTrue(alerting.rules().stream().anyMatch(rule -> !rule.spec().enabled()));
    UUID gone = alerting.rules().getFirst().id();
    alerting.delete(gone);
    restart();
    assertEquals(DefaultRules.all().size() - 1, alerting.rules().size());
    assertNotFound(() -> alerting.rule(gone));
  }

  @Test
  void whoListensIsToldOfEveryChange() throws Exception {
    onlyRule(0);
    var _ = changes.take();
    AlertRule rule = alerting.create(spec("too hot", 0));
    var _ = alerting.update(rule.id(), spec("hotter", 0));
    assertEquals(List.of("rules", "rules"), changes.take());
    AlertEvent fired = tick(90).getFirst();
    tick(90);
    var _ = alerting.acknowledge(fired.id());
    assertEquals(List.of("alerts 2", "alerts 1"), changes.take());
    alerting.delete(rule.id());
    assertThrows(OperationException.class, () -> alerting.delete(rule.id()));
    assertEquals(List.of("rules"), changes.take());
  }

  @Test
  void thereIsAnEndToRules() throws Exception {
    onlyRule(0);
    for (int i = 1; i < Alerting.MOST_RULES; i++) {
      var _ = alerting.create(spec("rule " + i, 0));
    }
    OperationException full =
        assertThrows(OperationException.class, () -> alerting.create(spec("one more", 0)));
    assertEquals(Kind.CONFLICT, full.kind());
  }

  @Test
  void aTickThatCannotBeRecordedHasNotHappened() throws Exception {
    onlyRule(0);
    store.close();
    assertThrows(AlertStoreException.class, () -> tick(90));
    assertEquals(0, wakes);
    open();
    assertEquals(1, tick(90).size());
  }
}
