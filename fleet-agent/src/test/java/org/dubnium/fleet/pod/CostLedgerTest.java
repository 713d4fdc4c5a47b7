package org.dubnium.fleet.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostLedgerTest {

  private static final Instant START = Instant.parse("2026-03-13T20:00:00Z");
  private static final Usd RATE = Usd.of(3.6);
  private static final PodName NAME = Declarations.name("worker", 0);
  private static final LocalDate TODAY = LocalDate.parse("2026-03-13");

  private CostLedger ledger = new CostLedger(List.of(), List.of());
  private final Map<String, CostAccount> accounts = new HashMap<>();
  private final Map<String, DayCost> days = new HashMap<>();
  private Instant wall = START;
  private long nanos = 1_000;
  private Instant startedAt = START;

  private void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
  }

  private void observe(CostObservation... pods) {
    CostLedger.Changes changes = ledger.observe(List.of(pods), nanos, wall);
    changes.accounts().forEach(kept -> accounts.put(kept.podId(), kept));
    changes.days().forEach(kept -> days.put(kept.podId() + kept.day(), kept));
  }

  private void restart() {
    ledger = new CostLedger(accounts.values(), days.values());
    nanos = -5_000_000;
  }

  private CostObservation pod(Usd rate) {
    return new CostObservation("p", NAME, rate, START, Optional.of(startedAt));
  }

  /** RATE is a tenth of a cent per second. */
  private void assertSeconds(long seconds, long estimated) {
    Cost cost = ledger.history().inAll();
    assertEquals(new Usd(seconds * 1000), cost.amount());
    assertEquals(new Usd(estimated * 1000), cost.estimated());
  }

  @Test
  void aPodCostsItsRateTimesTheTime() {
    observe(pod(RATE));
    assertSeconds(0, 0);
    pass(Duration.ofSeconds(30));
    observe(pod(RATE));
    pass(Duration.ofSeconds(90));
    observe(pod(RATE));
    assertSeconds(120, 0);
  }

  @Test
  void manyShortTimesComeToAsMuchAsALongOne() {
    Usd odd = new Usd(1_000_001);
    observe(pod(odd));
    for (int i = 0; i < 3600; i++) {
      pass(Duration.ofSeconds(1));
      observe(pod(odd));
    }
    assertEquals(odd, ledger.history().inAll().amount());
  }

  @Test
  void theFormerRateHoldsUntilAnotherIsSeen() {
    observe(pod(RATE));
    pass(Duration.ofSeconds(30));
    observe(pod(RATE.times(2)));
    assertSeconds(30, 0);
    pass(Duration.ofSeconds(30));
    observe(pod(RATE.times(2)));
    assertSeconds(90, 0);
  }

  @Test
  void aPodThatIsSeenForTheFirstTimeCostsSinceItWasStarted() {
    pass(Duration.ofSeconds(60));
    observe(pod(RATE));
    assertSeconds(60, 0);
    pass(Duration.ofHours(1));
    observe(
        pod(RATE),
        new CostObservation("q", NAME, RATE, START, Optional.of(wall.minusSeconds(600))));
    assertSeconds(60 + 3600 + 600, 3600 + 600);
  }

  @Test
  void aStoppedPodCostsNothing() {
    observe(pod(RATE));
    pass(Duration.ofSeconds(30));
    observe(pod(Usd.ZERO));
    assertSeconds(30, 0);
    pass(Duration.ofDays(1));
    observe(pod(Usd.ZERO));
    assertSeconds(30, 0);
    startedAt = wall.plusSeconds(50);
    pass(Duration.ofSeconds(110));
    observe(pod(RATE));
    assertSeconds(30 + 110, 0);
  }

  @Test
  void aGapIsReckonedWithTheLastRateWhereThePodRunsOn() {
    observe(pod(RATE));
    pass(Duration.ofMinutes(10));
    observe(pod(RATE.times(2)));
    assertSeconds(600, 600);
  }

  @Test
  void aGapOfAPodThatIsStoppedAfterItIsReckonedShort() {
    observe(pod(RATE));
    pass(Duration.ofMinutes(10));
    observe(pod(Usd.ZERO));
    assertSeconds(120, 120);
  }

  @Test
  void aGapInWhichThePodWasStartedIsReckonedSinceThat() {
    observe(pod(RATE));
    startedAt = wall.plusSeconds(420);
    pass(Duration.ofMinutes(10));
    observe(pod(RATE));
    assertSeconds(180, 180);
  }

  @Test
  void aPodThatIsMissingFromAListingOnceRanOn() {
    observe(pod(RATE));
    pass(Duration.ofSeconds(30));
    observe();
    pass(Duration.ofSeconds(30));
    observe(pod(RATE));
    assertSeconds(60, 0);
  }

  @Test
  void aPodThatIsGoneEndsToCost() {
    observe(pod(RATE));
    for (int i = 0; i < 10; i++) {
      pass(Duration.ofMinutes(1));
      observe();
    }
    assertSeconds(120, 120);
    observe(pod(RATE));
    assertSeconds(600, 600);
  }

  @Test
  void jumpsOfTheWallClockNeitherMakeNorLoseMoney() {
    observe(pod(RATE));
    for (Duration jump : List.of(Duration.ofDays(400), Duration.ofDays(-4000), Duration.ZERO)) {
      wall = wall.plus(jump);
      pass(Duration.ofSeconds(60));
      observe(pod(RATE));
    }
    assertSeconds(180, 0);
  }

  @Test
  void aRestartIsAGapByTheWallClock() {
    observe(pod(RATE));
    restart();
    pass(Duration.ofSeconds(30));
    observe(pod(RATE));
    assertSeconds(30, 0);
    restart();
    pass(Duration.ofHours(1));
    observe(pod(RATE));
    assertSeconds(3630, 3600);
  }

  @Test
  void aRestartWithAClockThatIsWrongMakesNoYears() {
    wall = Instant.EPOCH;
    observe(pod(RATE));
    assertSeconds(0, 0);
    restart();
    wall = START.plusSeconds(600);
    observe(pod(RATE));
    assertSeconds(600, 600);
    restart();
    wall = Instant.EPOCH;
    observe(pod(RATE));
    assertSeconds(600, 600);
  }

  @Test
  void midnightDividesACost() {
    pass(Duration.ofHours(4).minusSeconds(20));
    startedAt = wall;
    observe(pod(RATE));
    pass(Duration.ofSeconds(30));
    observe(pod(RATE));
    CostHistory history = ledger.history();
    assertEquals(new Usd(20_000), history.onDay(TODAY).amount());
    assertEquals(new Usd(10_000), history.onDay(TODAY.plusDays(1)).amount());
    assertEquals(
        new Spent(new Usd(10_000), new Usd(30_000)),
        history.spent("worker", TODAY, TODAY.plusDays(1)));
    assertEquals(
        new Spent(new Usd(10_000), new Usd(10_000)),
        history.spent("worker", TODAY.plusDays(1), TODAY.plusDays(1)));
    assertEquals(Spent.NOTHING, history.spent("head", TODAY, TODAY));
  }

  @Test
  void aProjectionGoesOnAtThePresentRate() {
    CostProjection projection = CostProjection.of(Usd.of(1), Usd.of(0.5), START);
    assertEquals(new CostProjection(Usd.of(3), Usd.of(360)), projection);
  }

  /** Any schedule of looks, jumps, restarts, stops and disappearances. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void sumsAgreeAndNothingIsTakenBack(int part) {
    for (int seed = part * 250; seed < (part + 1) * 250; seed++) {
      schedule(new Random(seed), seed);
    }
  }

  private void schedule(Random random, int seed) {
    ledger = new CostLedger(List.of(), List.of());
    accounts.clear();
    days.clear();
    wall = START;
    nanos = random.nextLong();
    Map<String, Instant> started = new HashMap<>();
    Cost before = Cost.NONE;
    Duration truth = Duration.ZERO;
    for (int step = 0; step < 60; step++) {
      Duration time =
          Duration.ofMillis(random.nextInt(random.nextInt(5) == 0 ? 3_000_000 : 60_000));
      pass(time);
      truth = truth.plus(time);
      if (random.nextInt(10) == 0) {
        wall = wall.plusSeconds(random.nextInt(200_000) - 100_000);
      }
      if (random.nextInt(10) == 0) {
        restart();
      }
      List<CostObservation> listed = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        String id = "p" + i;
        if (random.nextInt(6) == 0 || !started.containsKey(id)) {
          started.put(id, wall);
        }
        if (random.nextInt(5) != 0) {
          listed.add(
              new CostObservation(
                  id,
                  Declarations.name(i == 0 ? "head" : "worker", i),
                  random.nextInt(4) == 0 ? Usd.ZERO : new Usd(random.nextInt(5_000_000)),
                  START,
                  Optional.of(started.get(id))));
        }
      }
      observe(listed.toArray(CostObservation[]::new));
      CostHistory history = ledger.history();
      Cost all = history.inAll();
      String seen = "seed " + seed + ", step " + step;
      assertTrue(all.amount().compareTo(before.amount()) >= 0, seen);
      assertTrue(all.estimated().compareTo(all.amount()) <= 0, seen);
      assertEquals(all, sum(history.byDay()), seen);
      assertEquals(all, sum(history.byPod()), seen);
      assertEquals(all, sum(history.byDeclaration()), seen);
      assertEquals(history.days().size(), days.size(), seen);
      assertEquals(all, new CostLedger(List.of(), days.values()).history().inAll(), seen);
      before = all;
    }
  }

  private static Cost sum(Map<?, Cost> costs) {
    return costs.values().stream().reduce(Cost.NONE, Cost::plus);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void oneProcessMeasuresByTheMonotonicClockAlone(int part) {
    for (int seed = part * 500; seed < (part + 1) * 500; seed++) {
      Random random = new Random(seed);
      ledger = new CostLedger(List.of(), List.of());
      wall = START;
      nanos = random.nextLong();
      observe(pod(RATE));
      Duration truth = Duration.ZERO;
      for (int step = 0; step < 40; step++) {
        Duration time = Duration.ofSeconds(random.nextInt(1000));
        pass(time);
        truth = truth.plus(time);
        wall = wall.plusSeconds(random.nextInt(2_000_000) - 1_000_000);
        observe(pod(RATE));
      }
      assertEquals(RATE.over(truth), ledger.history().inAll().amount(), "seed " + seed);
    }
  }
}
