package org.dubnium.bus.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.dubnium.bus.server.CallBounds.Share;
import org.junit.jupiter.api.Test;

class CallQueueTest {
  private static final long ROOT = 0;
  private static final long ALICE = 1000;
  private static final long BOB = 1001;
  private static final long CAROL = 1002;

  private final Deque<Runnable> executor = new ArrayDeque<>();
  private final List<String> ran = new ArrayList<>();
  private CallQueue queue =
      queue(new Share(1, 3, 100), new Share(9, 9, 1000), new Share(99, 99, 150));

  private CallQueue queue(Share connection, Share user, Share all) {
    return new CallQueue(executor::add, new CallBounds(connection, user, all, 10));
  }

  /** Adds a call of a size, which is length and overhead. */
  private boolean add(long uid, String sender, int size, String name) {
    return queue.add(uid, sender, size - CallQueue.OVERHEAD, () -> ran.add(name));
  }

  private boolean alice(int size, String name) {
    return add(ALICE, "a", size, name);
  }

  private boolean bob(int size, String name) {
    return add(BOB, "b", size, name);
  }

  private void runAll() {
    while (!executor.isEmpty()) {
      executor.remove().run();
    }
  }

  @Test
  void usersTakeTurns() {
    alice(1, "a1");
    alice(1, "a2");
    alice(1, "a3");
    bob(1, "b1");
    bob(1, "b2");
    runAll();

    assertEquals(List.of("a1", "b1", "a2", "b2", "a3"), ran);
  }

  @Test
  void callsOfOneConnectionStartInOrder() {
    alice(1, "1");
    alice(1, "2");
    alice(1, "3");
    runAll();

    assertEquals(List.of("1", "2", "3"), ran);
  }

  @Test
  void onlySoManyCallsOfOneConnectionWait() {
    assertTrue(alice(1, "runs"));
    assertTrue(alice(1, "1"));
    assertTrue(alice(1, "2"));
    assertTrue(alice(1, "3"));
    assertFalse(alice(1, "4"));
    assertTrue(add(ALICE, "another", 1, "runs"));
    assertTrue(bob(1, "runs"));
    runAll();
    assertTrue(alice(1, "5"));
  }

  @Test
  void onlySoManyBytesOfOneConnectionAreHeld() {
    assertFalse(alice(101, "too long"));
    assertTrue(alice(60, "1"));
    assertFalse(alice(60, "2"));
    assertTrue(alice(40, "3"));
    runAll();
    assertTrue(alice(100, "4"));
  }

  @Test
  void onlySoManyBytesOfAllUsersAreHeldButForRoot() {
    assertTrue(alice(100, "1"));
    assertFalse(bob(60, "1"));
    assertTrue(bob(50, "2"));
    assertTrue(add(ROOT, "r", 100, "root"));
    runAll();
    assertTrue(add(CAROL, "c", 100, "1"));
  }

  @Test
  void smallCallOfUserWhoHasNoneIsAlwaysTaken() {
    alice(100, "1");
    bob(50, "1");

    assertTrue(add(CAROL, "c", 10, "first"));
    assertFalse(add(CAROL, "c", 10, "second"));
    assertFalse(add(1003, "d", 11, "larger"));
  }

  @Test
  void connectionsDoNotMultiplyTheRunningCallsOfAUser() {
    queue = queue(new Share(2, 9, 900), new Share(3, 99, 900), new Share(99, 99, 9000));
    for (int connection = 0; connection < 10; connection++) {
      assertTrue(add(ALICE, "a" + connection, 1, "a" + connection));
    }
    assertEquals(3, executor.size());
    assertTrue(bob(1, "b"));
    assertEquals(4, executor.size());

    executor.remove().run();
    assertEquals(4, executor.size(), "the next of alice's comes as one has ended");
    runAll();
    assertEquals(11, ran.size());
  }

  @Test
  void connectionsDoNotMultiplyTheWaitingCallsOfAUser() {
    queue = queue(new Share(1, 9, 900), new Share(1, 4, 900), new Share(99, 99, 9000));
    for (int connection = 0; connection < 5; connection++) {
      assertTrue(add(ALICE, "a" + connection, 1, "runs or waits"));
    }
    assertFalse(add(ALICE, "one more", 1, "refused"));
    assertTrue(bob(1, "b"));
  }

  @Test
  void connectionsDoNotMultiplyTheBytesOfAUser() {
    queue = queue(new Share(1, 9, 100), new Share(1, 99, 150), new Share(99, 99, 9000));
    assertTrue(add(ALICE, "a1", 100, "1"));
    assertFalse(add(ALICE, "a2", 60, "2"));
    assertTrue(add(ALICE, "a3", 50, "3"));
  }

  @Test
  void connectionsOfOneUserTakeTurns() {
    queue = queue(new Share(1, 9, 900), new Share(1, 99, 900), new Share(99, 99, 9000));
    add(ALICE, "a", 1, "a1");
    add(ALICE, "a", 1, "a2");
    add(ALICE, "a", 1, "a3");
    add(ALICE, "b", 1, "b1");
    add(ALICE, "b", 1, "b2");
    runAll();

    assertEquals(List.of("a1", "a2", "b1", "a3", "b2"), ran);
  }

  @Test
  void whatAllUsersRunIsBoundedAndRootsIsNot() {
    queue = queue(new Share(9, 9, 900), new Share(9, 9, 900), new Share(2, 99, 9000));
    alice(1, "a1");
    alice(1, "a2");
    alice(1, "a3");
    bob(1, "b1");
    assertEquals(2, executor.size());
    add(ROOT, "r", 1, "root");
    assertEquals(3, executor.size());

    executor.remove().run();
    runAll();
    assertEquals(List.of("a1", "a2", "root"), ran.subList(0, 3));
    assertEquals(5, ran.size());
  }

  @Test
  void failingCallMakesRoomForTheNext() {
    queue.add(
        ALICE,
        "a",
        1 - CallQueue.OVERHEAD,
        () -> {
          throw new IllegalStateException("fault");
        });
    alice(1, "next");
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
