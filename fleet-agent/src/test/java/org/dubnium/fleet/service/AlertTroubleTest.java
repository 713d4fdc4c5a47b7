package org.dubnium.fleet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertRule;
import org.dubnium.fleet.alert.ChannelRoute;
import org.dubnium.fleet.alert.Condition;
import org.dubnium.fleet.alert.ManualClock;
import org.dubnium.fleet.alert.QuietHours;
import org.dubnium.fleet.alert.RuleSpec;
import org.dubnium.fleet.alert.store.AlertStore;
import org.dubnium.fleet.alert.store.AlertStoreException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is full, a file that is damaged while it is in use, a clock that jumps. */
class AlertTroubleTest {

  private static final ChannelRoute MAIL =
      new ChannelRoute("mail", EnumSet.allOf(Severity.class), QuietHours.none(), false);

  private static final int ENOUGH = 1_000_000;

  @TempDir private Path directory;
  private final ManualClock clock = new ManualClock();
  private AlertStore store;
  private Alerting alerting;

  @BeforeEach
  void open() throws OperationException {
    store = AlertStore.open(file(), new NodeId("head"), clock);
    store.route(List.of(MAIL));
    alerting = new Alerting(store, () -> {}, new RecordedChanges(), clock::nanoTime);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Path file() {
    return directory.resolve("alerts.db");
  }

  private void onlyRule(Duration duration) throws OperationException {
    for (AlertRule rule : alerting.rules()) {
      alerting.delete(rule.id());
    }
    alerting.create(
        new RuleSpec(
            "hot", Metric.GPU_TEMPERATURE, Condition.GT, 80, duration, Optional.empty(), true));
  }

  private List<AlertEvent> tick(int gpus, double temperature) throws OperationException {
    clock.pass(Duration.ofSeconds(10));
    return alerting.tick(
        List.of(),
        new SupplementaryReadings(
            IntStream.range(0, gpus)
                .mapToObj(
                    gpu ->
                        new SubjectReading(
                            new Subject.Gpu(new NodeId("node-" + gpu / 8), gpu % 8),
                            clock.instant(),
                            Map.of(Metric.GPU_TEMPERATURE, temperature)))
                .toList(),
            Set.of()));
  }

  @Test
  void onAFullDiskItIsToldAndReadingGoesOnAndThenAllIsMadeUpFor() throws Exception {
    onlyRule(Duration.ZERO);
    assertEquals(1, tick(1, 90).size());
    store.limitPages(1);
    AlertStoreException full = assertThrows(AlertStoreException.class, () -> tick(2_000, 90));
    assertTrue(
        String.valueOf(full.getMessage()).startsWith("cannot keep alerts in " + file()),
        full.getMessage());
    assertEquals(1, alerting.firing().size());
    assertEquals(1, alerting.history(10).size());
    assertEquals(1, alerting.rules().size());
    store.limitPages(ENOUGH);
    assertEquals(1_999, tick(2_000, 90).size(), "each fires once, late");
    assertEquals(2_000, tick(2_000, 30).size());
  }

  @Test
  void aFileThatIsDamagedWhileItIsInUseIsSetAsideAndTheRulesLiveOn() throws Exception {
    onlyRule(Duration.ZERO);
    damage();
    int failures = 0;
    List<AlertEvent> fired = List.of();
    while (fired.isEmpty() && failures < 3) {
      try {
        fired = tick(500, 90);
      } catch (AlertStoreException met) {
        failures++;
      }
    }
    assertEquals(1, failures);
    assertEquals(500, fired.size());
    assertEquals(List.of("hot"), alerting.rules().stream().map(r -> r.spec().name()).toList());
    assertEquals(1, store.rules().size());
    assertEquals(500, tick(500, 30).size());
    assertTrue(store.notifications().take("mail", clock.instant()).isPresent(), "the channels are told");
    assertEquals(1, aside().size());
  }

  private void damage() throws Exception {
    for (int i = 0; i < 5; i++) {
      tick(500, 90);
      tick(500, 30);
    }
    store.close();
    open();
    try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
      byte[] noise = new byte[(int) bytes.length() - 4_096];
      new Random(1).nextBytes(noise);
      bytes.seek(4_096);
      bytes.write(noise);
    }
  }

  private static RuleSpec spec(String name) {
    return new RuleSpec(
        name,
        Metric.GPU_POWER,
        Condition.GT,
        700,
        Duration.ZERO,
        Optional.empty(),
        true);
  }

  @Test
  void rulesThatCannotBeRestoredAtOnceAreRestoredLater() throws Exception {
    onlyRule(Duration.ZERO);
    for (int i = 0; i < 300; i++) {
      alerting.create(spec("rule " + i + " of a name that takes some room in the file"));
    }
    damage();
    assertThrows(AlertStoreException.class, () -> tick(500, 90));
    store.limitPages(1);
    for (int i = 0; i < 2; i++) {
      assertThrows(AlertStoreException.class, () -> tick(500, 90), "there is no room for them");
    }
    assertThrows(AlertStoreException.class, () -> alerting.create(spec("one more")));
    UUID any = alerting.rules().getFirst().id();
    assertThrows(AlertStoreException.class, () -> alerting.update(any, spec("changed")));
    assertThrows(AlertStoreException.class, () -> alerting.delete(any));
    assertEquals(301, alerting.rules().size());
    store.limitPages(ENOUGH);
    assertEquals("one more", alerting.create(spec("one more")).spec().name());
    assertEquals(302, store.rules().size());
    assertEquals(500, tick(500, 90).size());
    assertEquals(List.of(), tick(500, 90), "each fires once");
  }

  private List<Path> aside() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(path -> path.toString().endsWith("Z")).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"P3D", "-P3D", "PT5H", "-PT5H"})
  void aClockThatJumpsNeitherFiresNorResolvesAnything(Duration jump) throws Exception {
    onlyRule(Duration.ofMinutes(1));
    List<AlertEvent> changed = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      changed.addAll(tick(1, 90));
    }
    clock.set(clock.instant().plus(jump));
    changed.addAll(tick(1, 90));
    assertEquals(List.of(), changed, "50 s are no minute, whatever the clock says");
    changed.addAll(tick(1, 90));
    changed.addAll(tick(1, 90));
    assertEquals(1, changed.size());
    Instant fired = changed.getFirst().firedAt();
    clock.set(clock.instant().plus(jump));
    assertEquals(List.of(), tick(1, 90));
    assertEquals(1, alerting.firing().size());
    AlertEvent over = tick(1, 30).getFirst();
    assertTrue(!over.resolvedAt().orElseThrow().isBefore(fired), "it does not end before it began");
    assertTrue(store.notifications().take("mail", clock.instant()).isPresent(), "nothing waits for a clock");
  }
}
