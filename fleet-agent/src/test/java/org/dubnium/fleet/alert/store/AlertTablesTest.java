package org.dubnium.fleet.alert.store;

import static org.dubnium.fleet.alert.Evaluations.fires;
import static org.dubnium.fleet.alert.store.GpuChanges.SAME_GPUS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertKey;
import org.dubnium.fleet.alert.AlertRule;
import org.dubnium.fleet.alert.Condition;
import org.dubnium.fleet.alert.DefaultRules;
import org.dubnium.fleet.alert.Evaluation;
import org.dubnium.fleet.alert.ExpectedGpus;
import org.dubnium.fleet.alert.HeldCondition;
import org.dubnium.fleet.alert.ManualClock;
import org.dubnium.fleet.alert.RuleSpec;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a change reaches the file, and what an agent that starts again finds there. */
class AlertTablesTest {

  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");
  private static final NodeId C = new NodeId("c");
  private static final NodeId D = new NodeId("d");
  private static final Evaluation NOTHING = new Evaluation(Map.of(), List.of(), List.of());

  @TempDir private Path directory;
  private final ManualClock clock = new ManualClock();

  private AlertStore open() throws AlertStoreException {
    return AlertStore.open(directory.resolve("alerts.db"), new NodeId("head"), clock);
  }

  private AlertDatabase file() throws AlertStoreException {
    return AlertDatabase.open(directory.resolve("alerts.db"), clock, session -> true);
  }

  private static void keep(AlertStore store, ExpectedGpus before, ExpectedGpus after)
      throws AlertStoreException {
    var _ = store.record(NOTHING, Map.of(), new AlertStore.Change(before, after));
  }

  @Test
  void theGpusThatANodeHasAreThoseItHadLast() throws Exception {
    ExpectedGpus first =
        new ExpectedGpus(Map.of(A, Map.of("a0", 0, "a1", 1), B, Map.of("b0", 0), C, Map.of("c0", 0)));
    ExpectedGpus second =
        new ExpectedGpus(Map.of(A, Map.of("a0", 0, "a2", 1), B, Map.of("b0", 0), D, Map.of("d0", 5)));
    try (AlertStore store = open()) {
      keep(store, ExpectedGpus.NONE, first);
    }
    try (AlertStore store = open()) {
      assertEquals(first, store.roster());
      keep(store, first, second);
    }
    try (AlertStore store = open()) {
      assertEquals(second, store.roster());
    }
  }

  private static HeldCondition held(int seconds) {
    return new HeldCondition(
        Metric.GPU_TEMPERATURE,
        Duration.ofSeconds(seconds),
        true,
        Duration.ZERO,
        Optional.empty(),
        false);
  }

  @Test
  void whatTheEvaluatorRemembersIsWhatItRememberedLast() throws Exception {
    AlertKey stays = new AlertKey(UUID.randomUUID(), new Subject.Gpu(A, 0));
    AlertKey grows = new AlertKey(stays.rule(), new Subject.Gpu(A, 1));
    AlertKey ends = new AlertKey(stays.rule(), new Subject.Node(A));
    AlertKey begins = new AlertKey(stays.rule(), new Subject.Gpu(B, 1));
    Map<AlertKey, HeldCondition> before = Map.of(stays, held(5), grows, held(10), ends, held(20));
    Map<AlertKey, HeldCondition> after = Map.of(stays, held(5), grows, held(40), begins, held(0));
    try (AlertStore store = open()) {
      var _ = store.record(new Evaluation(before, List.of(), List.of()), Map.of(), SAME_GPUS);
      var _ = store.record(new Evaluation(after, List.of(), List.of()), before, SAME_GPUS);
    }
    try (AlertStore store = open()) {
      assertEquals(after, store.held());
    }
  }

  private void shipped(String name, long createdAt, long updatedAt) throws AlertStoreException {
    try (AlertDatabase file = file()) {
      var _ =
          file.transact(
              session -> {
                RuleTable.put(
                    session,
                    new AlertRule(
                        UUID.randomUUID(),
                        new RuleSpec(
                            name,
                            Metric.GPU_XID,
                            Condition.EQ,
                            79,
                            Duration.ZERO,
                            Optional.empty(),
                            true),
                        Instant.ofEpochMilli(createdAt),
                        Instant.ofEpochMilli(updatedAt)));
                return Sql.update(
                    session, "INSERT OR IGNORE INTO installed_rules (name) VALUES (?)", name);
              });
    }
  }

  private List<String> rulesOf(AlertStore store, List<String> names) throws AlertStoreException {
    return store.rules().stream().map(rule -> rule.spec().name()).filter(names::contains).toList();
  }

  /** One that was changed says what somebody wants. */
  @Test
  void aRuleThatOthersReplaceGoesUnlessSomebodyChangedIt() throws Exception {
    String untouched = DefaultRules.replaced().getFirst();
    String changed = DefaultRules.replaced().getLast();
    shipped(untouched, 1_000, 1_000);
    shipped(changed, 1_000, 2_000);
    List<String> both = List.of(untouched, changed);
    try (AlertStore store = open()) {
      assertEquals(List.of(changed), rulesOf(store, both));
      store.put(
          new AlertRule(
              UUID.randomUUID(),
              new RuleSpec(
                  untouched,
                  Metric.GPU_XID,
                  Condition.EQ,
                  48,
                  Duration.ZERO,
                  Optional.empty(),
                  true),
              store.now(),
              store.now()));
    }
    try (AlertStore store = open()) {
      assertEquals(
          List.of(changed, untouched), rulesOf(store, both), "a person's own of that name stays");
    }
  }

  private void fill(long events) throws AlertStoreException {
    try (AlertDatabase file = file()) {
      var _ =
          file.transact(
              session ->
                  Sql.update(
                      session,
                      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                          + " INSERT INTO events (id, rule_id, rule_name, subject, metric, value,"
                          + " threshold, condition, fired_at, resolved_at, ending)"
                          + " SELECT 'e' || i, 'r' || i, 'old', 'node:a', 'gpu_temperature', 90, 80,"
                          + " 'gt', i, i, 'resolved' FROM n",
                      events));
    }
  }

  @Test
  void theOldestAlertsMakeRoomForNewOnes() throws Exception {
    fill(50_010);
    AlertKey key = new AlertKey(UUID.randomUUID(), new Subject.Node(A));
    try (AlertStore store = open()) {
      AlertEvent fired = store.record(fires(key), Map.of(), SAME_GPUS).getFirst();
      assertEquals(fired, store.firing().getFirst());
    }
    try (AlertDatabase file = file()) {
      assertEquals(
          50_000, (long) file.read(session -> Sql.number(session, "SELECT count(*) FROM events")));
      assertEquals(
          12, (long) file.read(session -> Sql.number(session, "SELECT min(seq) FROM events")));
    }
  }

  @Test
  void whatNobodyCanBeToldOfIsForgottenInTheEnd() throws Exception {
    fill(8);
    try (AlertDatabase file = file()) {
      var _ =
          file.transact(
              session ->
                  Sql.update(
                      session,
                      "INSERT INTO notices (event_id, channel, kind, held_back, at)"
                          + " SELECT id, 'mail', 'fired', 0, 0 FROM events"));
      var _ =
          file.transact(
              session -> {
                EventTable.prune(session, 3);
                return true;
              });
      assertEquals(
          6,
          (long) file.read(session -> Sql.number(session, "SELECT count(*) FROM events")),
          "twice as many as of those that everybody was told of");
    }
  }

  @Test
  void timesAreAsPreciseAsWhatIsStored() throws Exception {
    clock.set(Instant.parse("2026-06-01T12:00:00.123456789Z"));
    AlertKey key = new AlertKey(UUID.randomUUID(), new Subject.Node(A));
    try (AlertStore store = open()) {
      AlertEvent fired = store.record(fires(key), Map.of(), SAME_GPUS).getFirst();
      assertEquals(Instant.parse("2026-06-01T12:00:00.123Z"), fired.firedAt());
      assertEquals(Optional.of(fired), store.event(fired.id()));
      assertTrue(store.attempts(fired.id()).isEmpty());
    }
  }
}
