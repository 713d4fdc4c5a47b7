package org.dubnium.fleet.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.dubnium.fleet.pod.IdleState.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdleWatchTest {

  private static final IdlePolicy POLICY =
      new IdlePolicy(Duration.ofMinutes(30), Duration.ofMinutes(5));

  private static final IdleReading IDLE = reading(OptionalInt.of(4));
  private static final IdleReading BUSY = reading(OptionalInt.of(5));
  private static final IdleReading UNKNOWN = reading(OptionalInt.empty());

  private IdleWatch watch = IdleWatch.BEGUN;
  private long nanos = Long.MAX_VALUE - Duration.ofMinutes(12).toNanos();

  private static IdleReading reading(OptionalInt... gpus) {
    return new IdleReading(List.of(gpus), OptionalLong.empty(), false);
  }

  static List<Arguments> readings() {
    OptionalInt none = OptionalInt.empty();
    OptionalInt idle = OptionalInt.of(0);
    OptionalInt busy = OptionalInt.of(99);
    OptionalLong unread = OptionalLong.empty();
    return List.of(
        arguments(List.of(idle, idle), unread, false, Optional.of(true)),
        arguments(List.of(idle, busy), unread, false, Optional.of(false)),
        arguments(List.of(none, busy), unread, true, Optional.of(false)),
        arguments(List.of(idle, none), unread, false, Optional.empty()),
        arguments(List.of(), unread, false, Optional.empty()),
        arguments(List.of(), OptionalLong.of(0), true, Optional.empty()),
        arguments(List.of(idle), unread, true, Optional.empty()),
        arguments(List.of(idle), OptionalLong.of(0), true, Optional.of(true)),
        arguments(List.of(idle), OptionalLong.of(1), true, Optional.of(false)),
        arguments(List.of(none), OptionalLong.of(1), true, Optional.of(false)));
  }

  @ParameterizedTest
  @MethodSource("readings")
  void whatIsNotKnownIsNotIdle(
      List<OptionalInt> gpus,
      OptionalLong requests,
      boolean tellsRequests,
      Optional<Boolean> isIdle) {
    assertEquals(isIdle, new IdleReading(gpus, requests, tellsRequests).isIdle());
  }

  private void read(int times, IdleReading reading, boolean isKept) {
    for (int i = 0; i < times; i++) {
      nanos += Duration.ofMinutes(1).toNanos();
      watch = watch.after(reading, POLICY, isKept, nanos);
    }
  }

  private void assertState(Action action, int minutes, int untilStop) {
    assertEquals(
        new IdleState(
            action, Duration.ofMinutes(minutes), Optional.of(Duration.ofMinutes(untilStop))),
        watch.state(POLICY, false));
  }

  @Test
  void noticeIsGivenBeforeAPodIsStopped() {
    read(1, IDLE, false);
    assertEquals(Action.NONE, watch.state(POLICY, false).action());
    read(24, IDLE, false);
    assertState(Action.NONE, 24, 6);
    read(1, IDLE, false);
    assertState(Action.NOTICE, 25, 5);
    read(4, IDLE, false);
    assertState(Action.NOTICE, 29, 1);
    read(1, IDLE, false);
    assertState(Action.STOP, 30, 0);
  }

  @Test
  void workBeginsItAnew() {
    read(30, IDLE, false);
    read(1, BUSY, false);
    assertEquals(
        new IdleState(Action.NONE, Duration.ZERO, Optional.empty()), watch.state(POLICY, false));
    read(26, IDLE, false);
    assertState(Action.NOTICE, 25, 5);
  }

  @Test
  void whatCannotBeReadAddsNothingAndForLongBeginsItAnew() {
    read(11, IDLE, false);
    read(3, UNKNOWN, false);
    assertState(Action.NONE, 10, 20);
    read(1, IDLE, false);
    assertState(Action.NONE, 10, 20);
    read(1, IDLE, false);
    assertState(Action.NONE, 11, 19);
    read(6, UNKNOWN, false);
    assertEquals(IdleWatch.BEGUN, watch);
  }

  @Test
  void aTimeInWhichNobodyLookedBeginsItAnew() {
    read(20, IDLE, false);
    nanos += Duration.ofMinutes(5).toNanos();
    read(1, IDLE, false);
    assertEquals(Duration.ZERO, watch.idleFor());
    read(1, IDLE, false);
    assertEquals(Duration.ofMinutes(1), watch.idleFor());
  }

  @Test
  void whoKeepsAPodIsToldAgainBeforeItIsStopped() {
    read(29, IDLE, false);
    read(60, IDLE, true);
    assertEquals(
        new IdleState(Action.KEPT, Duration.ofMinutes(88), Optional.empty()),
        watch.state(POLICY, true));
    assertState(Action.NOTICE, 88, 5);
    read(5, IDLE, false);
    assertState(Action.STOP, 93, 0);
  }

  @Test
  void aShorterPolicyGivesNoticeToo() {
    read(21, IDLE, false);
    IdlePolicy shorter = new IdlePolicy(Duration.ofMinutes(10), Duration.ofMinutes(2));
    IdleState state = watch.state(shorter, false);
    assertEquals(Action.NOTICE, state.action());
    assertEquals(Optional.of(Duration.ofMinutes(2)), state.untilStop());
  }
}
