package org.dubnium.fleet.telemetry.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CollectorTest {

  private static final CollectorSettings SETTINGS =
      new CollectorSettings(
          Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5));

  /** In the middle: the first reading after half an interval, and no jitter then. */
  private static final FixedRandom MIDDLE = new FixedRandom(0.5);

  private static final NodeId A = new NodeId("a");

  private final FakeTime time = new FakeTime();
  private final Heard heard = new Heard();
  private final Collector collector = new Collector(SETTINGS, time, time, MIDDLE);

  CollectorTest() {
    collector.listen(heard);
  }

  /** What the collector told, in words. */
  private static final class Heard implements CollectorListener {
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final List<NodeReading> lastRound = new ArrayList<>();

    @Override
    public synchronized void round(List<NodeReading> readings) {
      lastRound.clear();
      lastRound.addAll(readings);
      events.add("round of " + readings.size());
    }

    @Override
    public void changed(NodeState state) {
      events.add(
          state.node()
              + (state.reachable() ? " reachable" : " unreachable")
              + state.why().map(why -> ": " + why).orElse(""));
    }

    @Override
    public void removed(NodeId node) {
      events.add(node + " removed");
    }

    private String next() throws InterruptedException {
      return String.valueOf(events.poll(1, TimeUnit.MINUTES));
    }

    private synchronized List<NodeReading> lastRound() {
      return List.copyOf(lastRound);
    }
  }

  /** Answers with the time and a load, unless it is told why not. */
  private final class Node {
    private final AtomicReference<String> failure = new AtomicReference<>("");
    private final AtomicInteger asked = new AtomicInteger();
    private final String name;

    private Node(String name) {
      this.name = name;
    }

    private Source source(String sourceName) {
      return new FakeSource(name, sourceName, this::read);
    }

    private NodeReading read() throws SourceException {
      int count = asked.incrementAndGet();
      if (!failure.get().isEmpty()) {
        throw new SourceException(failure.get());
      }
      return new NodeReading(
          new NodeId(name),
          name,
          time.instant(),
          List.of(),
          Map.of(Metric.NODE_LOAD, (double) count));
    }
  }

  @AfterEach
  void close() {
    collector.close();
  }

  private void seconds(long seconds, int sources) throws InterruptedException {
    time.pass(Duration.ofSeconds(seconds), sources + 1);
  }

  private NodeState state() {
    return collector.state(A).orElseThrow();
  }

  @Test
  void withoutSourcesRoundsAreEmpty() throws Exception {
    seconds(10, 0);
    assertEquals("round of 0", heard.next());
    assertEquals(List.of(), collector.states());
  }

  @Test
  void readsEveryInterval() throws Exception {
    Node a = new Node("a");
    collector.replace(List.of(a.source("one")));
    assertEquals(NodeState.unknown(A), state());
    seconds(10, 1);
    assertEquals("a reachable", heard.next());
    assertEquals("round of 1", heard.next());
    assertEquals(List.of(NodeReadings.load("a", 5, 1)), heard.lastRound());
    seconds(10, 1);
    assertEquals("round of 1", heard.next());
    assertEquals(List.of(NodeReadings.load("a", 15, 2)), heard.lastRound());
    assertEquals(NodeState.unknown(A).seen(NodeReadings.load("a", 15, 2)), state());
  }

  @Test
  void nodeThatFallsSilentStaysAndIsAskedMoreAndMoreSeldom() throws Exception {
    Node a = new Node("a");
    collector.replace(List.of(a.source("one")));
    seconds(10, 1);
    assertEquals("a reachable", heard.next());
    assertEquals("round of 1", heard.next());
    a.failure.set("cannot read one: it is off");
    seconds(10, 1);
    assertEquals("a unreachable: cannot read one: it is off", heard.next());
    assertEquals("round of 0", heard.next());
    assertEquals(
        NodeState.unknown(A).seen(NodeReadings.load("a", 5, 1)).silent("cannot read one: it is off"),
        state());
    // Failed at 15, asked again at 25, 45, 85, 165, 325, 625 and every five minutes.
    seconds(605, 1);
    assertEquals(8, a.asked.get());
    seconds(300, 1);
    assertEquals(9, a.asked.get());
    a.failure.set("");
    seconds(300, 1);
    assertTrue(state().reachable());
    assertEquals(10, a.asked.get());
    seconds(10, 1);
    assertEquals(11, a.asked.get());
  }

  @Test
  void sourcesOfANodeAreOneNode() throws Exception {
    Node one = new Node("a");
    Node two = new Node("a");
    two.failure.set("cannot read two");
    collector.replace(List.of(one.source("one"), two.source("two")));
    seconds(10, 2);
    String first = heard.next();
    String second = heard.next();
    // Both are read at the same time: whichever is the first.
    assertTrue(
        first.equals("a reachable") || first.equals("a unreachable: cannot read two"), first);
    assertEquals("a reachable: cannot read two", second);
    assertEquals("round of 1", heard.next());
    assertEquals(1, collector.states().size());
  }

  @Test
  void nodeThatIsNotConfiguredAnyMoreIsRemoved() throws Exception {
    Node a = new Node("a");
    Node b = new Node("b");
    Source ofB = b.source("b");
    collector.replace(List.of(a.source("a"), ofB));
    time.await(3);
    collector.replace(List.of(ofB));
    assertEquals("a removed", heard.next());
    seconds(10, 1);
    assertEquals("b reachable", heard.next());
    assertEquals(0, a.asked.get());
    assertEquals(
        List.of(new NodeId("b")), collector.states().stream().map(NodeState::node).toList());
  }

  @Test
  void sourceThatStaysIsLeftAlone() throws Exception {
    Node a = new Node("a");
    Source source = a.source("one");
    collector.replace(List.of(source));
    seconds(8, 1);
    collector.replace(List.of(source, source));
    seconds(6, 1);
    // At 5; were it begun anew it would be asked at 13.
    assertEquals(1, a.asked.get());
    seconds(1, 1);
    assertEquals(2, a.asked.get());
  }

  @Test
  void nodeWhoseAddressChangesStays() throws Exception {
    Node a = new Node("a");
    Node moved = new Node("a");
    collector.replace(List.of(a.source("http://one")));
    seconds(10, 1);
    assertEquals("a reachable", heard.next());
    assertEquals("round of 1", heard.next());
    int pauses = time.pauses();
    collector.replace(List.of(moved.source("http://two")));
    assertTrue(state().reachable());
    time.awaitPauses(pauses + 1);
    seconds(10, 1);
    assertEquals("round of 1", heard.next());
    assertEquals(1, moved.asked.get());
    assertEquals(1, a.asked.get());
  }

  @Test
  void answerOfASourceThatWasReplacedMeanwhileIsDropped() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    Source slow =
        new FakeSource(
            "a",
            "one",
            () -> {
              asked.countDown();
              free.await();
              return NodeReadings.load("a", 0, 0);
            });
    collector.replace(List.of(slow));
    // The slow one takes a thread away from those that wait.
    time.await(2);
    Thread passing = Thread.ofVirtual().start(() -> passQuietly(2));
    assertTrue(asked.await(1, TimeUnit.MINUTES));
    collector.replace(List.of());
    free.countDown();
    passing.interrupt();
    assertEquals("a removed", heard.next());
    collector.close();
    assertFalse(heard.events.stream().anyMatch(event -> event.startsWith("a reachable")));
  }

  private void passQuietly(int threads) {
    try {
      time.pass(Duration.ofSeconds(5), threads);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void nothingIsToldAfterTheEnd() throws Exception {
    collector.replace(List.of(new Node("a").source("one")));
    time.await(2);
    collector.close();
    time.await(0);
    collector.replace(List.of(new Node("b").source("two")));
    assertTrue(heard.events.isEmpty());
  }

  @Test
  void listenerThatTakesItsTimeGetsRoundsTogether() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    LinkedBlockingQueue<Integer> rounds = new LinkedBlockingQueue<>();
    CollectorListener slow =
        new CollectorListener() {
          @Override
          public void round(List<NodeReading> readings) {
            rounds.add(readings.size());
          }

          @Override
          public void changed(NodeState state) {
            try {
              assertTrue(free.await(1, TimeUnit.MINUTES));
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void removed(NodeId node) {}
        };
    FakeTime ownTime = new FakeTime();
    try (Collector own = new Collector(SETTINGS, ownTime, ownTime, MIDDLE)) {
      own.listen(slow);
      own.replace(List.of(new Node("a").source("one")));
      ownTime.pass(Duration.ofSeconds(35), 2);
      free.countDown();
      assertEquals(4, rounds.poll(1, TimeUnit.MINUTES));
      ownTime.pass(Duration.ofSeconds(5), 2);
      assertEquals(0, rounds.poll(1, TimeUnit.MINUTES));
    }
  }
}
