package org.dubnium.dbus.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallQueueTest {
  private final Deque<Runnable> executor = new ArrayDeque<>();
  private final List<String> ran = new ArrayList<>();
  private final CallQueue queue =
      new CallQueue(executor::add, new CallQueue.Bounds(1, 3, 100, 150, 10));

  /** Adds a call of a size, which is length and overhead. */
  private boolean add(String sender, int size, String name) {
    return queue.add(sender, size - CallQueue.OVERHEAD, () -> ran.add(name));
  }

  private void runAll() {
    while (!executor.isEmpty()) {
      executor.remove().run();
    }
  }

  @Test
  void callersTakeTurns() {
    add("a", 1, "a1");
    add("a", 1, "a2");
    add("a", 1, "a3");
    add("b", 1, "b1");
    add("b", 1, "b2");
    runAll();

    assertEquals(List.of("a1", "b1", "a2", "b2", "a3"), ran);
  }

  @Test
  void callsOfOneCallerStartInOrder() {
    add("a", 1, "1");
    add("a", 1, "2");
    add("a", 1, "3");
    runAll();

    assertEquals(List.of("1", "2", "3"), ran);
  }

  @Test
  void onlySoManyCallsOfOneCallerWait() {
    assertTrue(add("a", 1, "runs"));
    assertTrue(add("a", 1, "1"));
    assertTrue(add("a", 1, "2"));
    assertTrue(add("a", 1, "3"));
    assertFalse(add("a", 1, "4"));
    assertTrue(add("b", 1, "runs"));
    runAll();
    assertTrue(add("a", 1, "5"));
  }

  @Test
  void onlySoManyBytesOfOneCallerAreHeld() {
    assertFalse(add("a", 101, "too long"));
    assertTrue(add("a", 60, "1"));
    assertFalse(add("a", 60, "2"));
    assertTrue(add("a", 40, "3"));
    runAll();
    assertTrue(add("a", 100, "4"));
  }

  @Test
  void onlySoManyBytesOfAllCallersAreHeld() {
    assertTrue(add("a", 100, "1"));
    assertFalse(add("b", 60, "1"));
    assertTrue(add("b", 50, "2"));
    runAll();
    assertTrue(add("c", 100, "1"));
  }

  @Test
  void smallCallOfCallerWhoHasNoneIsAlwaysTaken() {
    add("a", 100, "1");
    add("b", 50, "1");

    assertTrue(add("c", 10, "first"));
    assertFalse(add("c", 10, "second"));
    assertFalse(add("d", 11, "larger"));
  }

  @Test
  void failingCallMakesRoomForTheNext() {
    queue.add(
        "a",
        1 - CallQueue.OVERHEAD,
        () -> {
          throw new IllegalStateException("fault");
        });
    add("a", 1, "next");
    Runnable first = executor.remove();
    try {
      first.run();
    } catch (IllegalStateException e) {
      ran.add(e.getMessage());
    }
    runAll();

    assertEquals(List.of("fault", "next"), ran);
  }
}
