package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.dubnium.fleet.telemetry.store.DeletionTime.Belief;
import org.junit.jupiter.api.Test;

/** A clock that is wrong must not delete the past. */
class DeletionTimeTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Fleet fleet = new Fleet();

  private DeletionTime from(Instant believed, Duration doubted) {
    return new DeletionTime(new Belief(believed, doubted), fleet, fleet::nanoTime);
  }

  private DeletionTime fresh() {
    return from(fleet.instant(), Duration.ZERO);
  }

  @Test
  void aClockThatGoesAsTimeDoesIsBelieved() {
    DeletionTime time = fresh();
    for (int i = 0; i < 3; i++) {
      fleet.pass(HOUR.multipliedBy(30));
      assertEquals(fleet.instant(), time.now());
    }
    assertEquals(new Belief(fleet.instant(), Duration.ZERO), time.belief());
  }

  @Test
  void aClockThatIsPutBackIsBelieved() {
    DeletionTime time = fresh();
    fleet.jump(Duration.ofDays(-400));
    assertEquals(fleet.instant(), time.now());
  }

  @Test
  void aClockThatIsPutAheadByNoMoreThanTheSlackIsBelieved() {
    DeletionTime time = fresh();
    fleet.pass(SECOND);
    fleet.jump(Retention.SLACK);
    assertEquals(fleet.instant(), time.now());
    fleet.jump(Retention.SLACK.plusMillis(1));
    assertEquals(fleet.instant().minus(Retention.SLACK).minusMillis(1), time.now());
  }

  @Test
  void aClockThatIsFurtherAheadIsBelievedAfterADay() {
    DeletionTime time = fresh();
    Instant begin = fleet.instant();
    fleet.jump(Duration.ofDays(400));
    assertEquals(begin, time.now());
    fleet.pass(HOUR.multipliedBy(10));
    assertEquals(begin.plus(HOUR.multipliedBy(10)), time.now());
    assertEquals(
        new Belief(begin.plus(HOUR.multipliedBy(10)), HOUR.multipliedBy(10)), time.belief());
    fleet.pass(HOUR.multipliedBy(14).minus(SECOND));
    assertEquals(begin.plus(DeletionTime.TRUST).minus(SECOND), time.now());
    fleet.pass(SECOND);
    assertEquals(fleet.instant(), time.now());
    assertEquals(new Belief(fleet.instant(), Duration.ZERO), time.belief());
  }

  @Test
  void whatWasDoubtedBeforeAStartCounts() {
    Instant believed = fleet.instant();
    fleet.jump(Duration.ofDays(9));
    DeletionTime time = from(believed, HOUR.multipliedBy(23));
    fleet.pass(HOUR.minus(SECOND));
    assertEquals(believed.plus(HOUR).minus(SECOND), time.now());
    fleet.pass(SECOND);
    assertEquals(fleet.instant(), time.now());
  }

  /** Doubt that is over does not count towards the next. */
  @Test
  void aClockThatIsPutRightIsDoubtedAnewTheNextTime() {
    DeletionTime time = fresh();
    fleet.jump(Duration.ofDays(9));
    fleet.pass(HOUR.multipliedBy(23));
    time.now();
    fleet.jump(Duration.ofDays(-9));
    assertEquals(fleet.instant(), time.now());
    Instant right = fleet.instant();
    fleet.jump(Duration.ofDays(9));
    fleet.pass(HOUR.multipliedBy(2));
    assertEquals(right.plus(HOUR.multipliedBy(2)), time.now());
  }
}
