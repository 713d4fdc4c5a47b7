package org.dubnium.fleet.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertRule;
import org.dubnium.fleet.alert.Attempt;
import org.dubnium.fleet.alert.ChannelRoute;
import org.dubnium.fleet.alert.ManualClock;
import org.dubnium.fleet.alert.QuietHours;
import org.dubnium.fleet.alert.store.AlertStore;
import org.dubnium.fleet.alert.store.AlertStoreException;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.ModeCondition;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Secret;
import org.dubnium.fleet.domain.Severity;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.domain.SupplementaryReadings;
import org.dubnium.fleet.service.Alerting;
import org.dubnium.fleet.service.RecordedChanges;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a rule to the other side, over real HTTP, with a clock that goes as it is told. */
class DeliveryTest {

  private static final NodeId NODE = new NodeId("node-1");
  private static final ChannelRoute FIRST = new ChannelRoute("first", EnumSet.allOf(Severity.class), QuietHours.none(), false);
  private static final ChannelRoute SECOND = new ChannelRoute("second", EnumSet.allOf(Severity.class), QuietHours.none(), false);

  private static final ChannelRoute QUIET =
      new ChannelRoute("first", EnumSet.allOf(Severity.class),
          new QuietHours(
              List.of(new QuietHours.Span(LocalTime.of(11, 0), LocalTime.of(13, 0))),
              ZoneOffset.UTC),
          false);

  @TempDir private Path directory;
  private final ManualClock clock = new ManualClock();
  private final Semaphore recorded = new Semaphore(0);
  private final List<HttpSink> sinks = new ArrayList<>();
  private AlertStore store;
  private Delivery delivery;
  private Alerting alerting;

  @BeforeEach
  void open() throws Exception {
    sinks.add(new HttpSink());
    sinks.add(new HttpSink());
    start(ways(FIRST, SECOND));
    for (AlertRule rule : alerting.rules()) {
      if (rule.spec().metric() != Metric.MODE_CONDITION) {
        alerting.delete(rule.id());
      }
    }
  }

  private void start(ChannelRoute... routes) throws AlertStoreException {
    start(ways(routes));
  }

  private List<Delivery.RoutedChannel> ways(ChannelRoute... routes) {
    HttpSender http = new HttpSender(Duration.ofSeconds(20), clock);
    List<Delivery.RoutedChannel> ways = new ArrayList<>();
    for (int i = 0; i < routes.length; i++) {
      Secret url = new Secret(sinks.get(i).url("/"));
      ways.add(new Delivery.RoutedChannel(routes[i], new SlackChannel(url, http)));
    }
    return ways;
  }

  private void start(List<Delivery.RoutedChannel> ways) throws AlertStoreException {
    store =
        AlertStore.open(directory.resolve("alerts.db"), new NodeId("head"), clock);
    store.route(ways.stream().map(Delivery.RoutedChannel::route).toList());
    delivery =
        new Delivery(
            store.notifications(),
            new RetryPolicy(3, Duration.ofSeconds(5), Duration.ofHours(1)),
            clock,
            changed -> recorded.release());
    alerting = new Alerting(store, delivery, new RecordedChanges(), clock::nanoTime);
    delivery.start(ways);
  }

  private void stop() {
    delivery.close();
    store.close();
  }

  @AfterEach
  void close() {
    stop();
    sinks.forEach(HttpSink::close);
  }

  /** The rule about failed transitions fires, and resolves, after two minutes. */
  private AlertEvent fire() throws AlertStoreException {
    List<AlertEvent> changed = List.of();
    for (int i = 0; i < 3; i++) {
      clock.pass(Duration.ofMinutes(1));
      changed = look("failed-transition");
    }
    return changed.getFirst();
  }

  private List<AlertEvent> look(String condition) throws AlertStoreException {
    return alerting.tick(
        List.of(),
        SupplementaryReadings.of(
            new SubjectReading(
                new Subject.Node(NODE),
                clock.instant(),
                Map.of(Metric.MODE_CONDITION, ModeCondition.of(condition)))));
  }

  private void awaitRecorded(int attempts) throws InterruptedException {
    assertTrue(recorded.tryAcquire(attempts, 20, TimeUnit.SECONDS), "no attempt was recorded");
  }

  private List<String> outcomes(AlertEvent event, ChannelRoute route) throws AlertStoreException {
    return alerting.attempts(event.id()).stream()
        .filter(attempt -> attempt.channel().equals(route.name()))
        .map(Attempt::outcome)
        .toList();
  }

  @Test
  void aDefectOfAChannelIsAnAttemptThatFailed() throws Exception {
    stop();
    AtomicInteger sent = new AtomicInteger();
    Channel broken =
        notification -> {
          if (sent.getAndIncrement() == 0) {
            throw new IllegalStateException("of the secret kind");
          }
          return new DeliveryResult.Delivered("arrived");
        };
    start(List.of(new Delivery.RoutedChannel(FIRST, broken)));
    AlertEvent event = fire();
    awaitRecorded(1);
    assertEquals(
        List.of("cannot send it: a defect (java.lang.IllegalStateException); see the journal"),
        outcomes(event, FIRST));
    clock.pass(Duration.ofSeconds(5));
    delivery.wake();
    awaitRecorded(1);
    assertEquals("arrived", outcomes(event, FIRST).getLast());
  }

  @Test
  void triesAgainUntilItArrives() throws Exception {
    sinks.getFirst().then(HttpSink.answer(500, "rollup_error"));
    AlertEvent event = fire();
    awaitRecorded(2);
    assertEquals(List.of("500: rollup_error"), outcomes(event, FIRST));
    assertEquals(List.of("200"), outcomes(event, SECOND));
    clock.pass(Duration.ofSeconds(5));
    delivery.wake();
    awaitRecorded(1);
    assertEquals(List.of("500: rollup_error", "200"), outcomes(event, FIRST));
    assertEquals(List.of(event), alerting.firing(), "no channel fails");
  }

  @Test
  void leavesAloneWhoAsksForIt() throws Exception {
    sinks.getFirst().then(HttpSink.answer(429, "slow down", Map.of("Retry-After", "600")));
    fire();
    awaitRecorded(2);
    assertEquals(
        Optional.of(clock.instant().plusSeconds(600)), store.notifications().due(FIRST.name()));
  }

  @Test
  void aChannelThatHangsHoldsUpNoOther() throws Exception {
    sinks.getFirst().then(sinks.getFirst().hang());
    AlertEvent event = fire();
    awaitRecorded(1);
    sinks.getFirst().next();
    assertEquals(List.of("200"), outcomes(event, SECOND));
    assertEquals(List.of(), outcomes(event, FIRST));
  }

  @Test
  void goesOnAfterARestart() throws Exception {
    sinks.getFirst().then(sinks.getFirst().hang());
    AlertEvent event = fire();
    awaitRecorded(1);
    sinks.getFirst().next();
    stop();
    start(FIRST, SECOND);
    awaitRecorded(1);
    assertEquals(List.of("200"), outcomes(event, FIRST));
    assertEquals(List.of("200"), outcomes(event, SECOND), "what arrived is not told again");
  }

  @Test
  void tellsTheOthersOfAChannelThatFails() throws Exception {
    sinks.getFirst().then(HttpSink.answer(404, "no_service"));
    fire();
    awaitRecorded(3);
    AlertEvent failing = alerting.firing().getLast();
    assertEquals(Metric.CHANNEL_FAILING, failing.metric());
    assertEquals(Optional.of("404: no_service"), failing.detail());
    assertEquals(List.of("200"), outcomes(failing, SECOND));
    assertEquals(List.of(), outcomes(failing, FIRST));
  }

  @Test
  void givesUpAfterTheLastAttempt() throws Exception {
    for (int i = 0; i < 3; i++) {
      sinks.getFirst().then(HttpSink.hangUp());
    }
    AlertEvent event = fire();
    awaitRecorded(2);
    for (int pause : List.of(5, 15)) {
      clock.pass(Duration.ofSeconds(pause));
      delivery.wake();
      awaitRecorded(1);
    }
    awaitRecorded(1);
    assertEquals(3, outcomes(event, FIRST).size());
    assertEquals(Metric.CHANNEL_FAILING, alerting.firing().getLast().metric());
  }

  @Test
  void waitsForTheEndOfQuietHours() throws Exception {
    stop();
    start(QUIET);
    AlertEvent event = fire();
    assertEquals(List.of(), outcomes(event, QUIET));
    clock.set(Instant.parse("2026-06-01T13:00:00Z"));
    delivery.wake();
    awaitRecorded(1);
    assertEquals(List.of("200"), outcomes(event, QUIET));
    look("settled");
    awaitRecorded(1);
    assertTrue(sinks.getFirst().next().json().path("text").textValue().startsWith("[FIRING]"));
    assertTrue(sinks.getFirst().next().json().path("text").textValue().startsWith("[RESOLVED]"));
  }
}
