package org.dubnium.fleet.telemetry.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When sources are asked, what is counted of it, and who is asked no more. */
class CollectorTimingTest {

  private static final CollectorSettings SETTINGS =
      new CollectorSettings(
          Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5));

  private final FakeTime time = new FakeTime();
  private final AtomicReference<Duration> wrong = new AtomicReference<>(Duration.ZERO);
  private final LinkedBlockingQueue<Integer> rounds = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> changes = new LinkedBlockingQueue<>();
  private final Collector collector =
      new Collector(
          SETTINGS,
          () -> time.instant().plus(wrong.get()),
          time,
          new FixedRandom(0.5));

  CollectorTimingTest() {
    collector.listen(
        new CollectorListener() {
          @Override
          public void round(List<NodeReading> readings) {
            rounds.add(readings.size());
          }

          @Override
          public void changed(NodeState state) {
            changes.add(state.node() + ": " + state.why().orElse("well"));
          }

          @Override
          public void removed(NodeId node) {
            changes.add(node + " is gone");
          }
        });
  }

  @AfterEach
  void close() {
    collector.close();
  }

  private void seconds(long seconds, int sources) throws InterruptedException {
    time.pass(Duration.ofSeconds(seconds), sources + 1);
  }

  private static NodeReading load(String node) {
    return NodeReadings.load(node, 0, 1);
  }

  /** A source that takes its time, and notes when it was asked, in seconds. */
  private Source slow(List<Long> asked, Duration takes) {
    return new FakeSource(
        "a",
        "slow",
        () -> {
          asked.add(Duration.between(NodeReadings.START, time.instant()).toSeconds());
          time.pause(takes);
          return load("a");
        });
  }

  @Test
  void theIntervalIsFromBeginningToBeginning() throws Exception {
    List<Long> asked = new ArrayList<>();
    collector.replace(List.of(slow(asked, Duration.ofSeconds(4))));
    seconds(40, 1);
    assertEquals(List.of(5L, 15L, 25L, 35L), asked);
    assertEquals(
        List.of(new SourceTally(new NodeId("a"), "slow", 4, 0, Duration.ofSeconds(4))),
        collector.tallies());
  }

  @Test
  void aSourceThatTakesLongerThanTheIntervalIsAskedAtOnce() throws Exception {
    List<Long> asked = new ArrayList<>();
    collector.replace(List.of(slow(asked, Duration.ofSeconds(12))));
    seconds(40, 1);
    assertEquals(List.of(5L, 17L, 29L), asked);
  }

  @Test
  void aClockThatIsPutBackDelaysNothing() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    collector.replace(
        List.of(
            new FakeSource(
                "a",
                "one",
                () -> {
                  asked.incrementAndGet();
                  wrong.set(wrong.get().minusHours(1));
                  return load("a");
                })));
    seconds(30, 1);
    assertEquals(3, asked.get());
    assertEquals(Duration.ZERO, collector.tallies().getFirst().last());
  }

  @Test
  void readingsAreCountedBySource() throws Exception {
    List<Source> sources = new ArrayList<>();
    for (String name : List.of("b two", "a two", "a one")) {
      sources.add(
          new FakeSource(
              name.substring(0, 1),
              name.substring(2),
              () -> {
                if (name.equals("a two")) {
                  throw new SourceException("cannot read two");
                }
                return load(name.substring(0, 1));
              }));
    }
    collector.replace(sources);
    seconds(20, 3);
    assertEquals(
        List.of("a one 2 0", "a two 2 2", "b two 2 0"),
        collector.tallies().stream()
            .map(
                tally ->
                    "%s %s %d %d"
                        .formatted(
                            tally.node(), tally.source(), tally.readings(), tally.failures()))
            .toList());
    assertEquals(Optional.empty(), collector.state(new NodeId("c")));
  }

  @Test
  void aNodeThatLosesASourceThatFailedIsWell() throws Exception {
    Source good = new FakeSource("a", "good", () -> load("a"));
    Source bad =
        new FakeSource(
            "a",
            "bad",
            () -> {
              throw new SourceException("cannot read bad");
            });
    collector.replace(List.of(bad));
    seconds(6, 1);
    assertEquals("a: cannot read bad", changes.poll(1, TimeUnit.MINUTES));
    collector.replace(List.of(bad, good));
    seconds(6, 2);
    assertEquals("a: cannot read bad", changes.poll(1, TimeUnit.MINUTES));
    collector.replace(List.of(good));
    assertEquals("a: well", changes.poll(1, TimeUnit.MINUTES));
  }

  @Test
  void whatARemovedNodeSaidIsInNoRound() throws Exception {
    collector.replace(List.of(new FakeSource("a", "one", () -> load("a"))));
    seconds(6, 1);
    collector.replace(List.of());
    time.await(1);
    seconds(4, 0);
    assertEquals(0, rounds.poll(1, TimeUnit.MINUTES));
    assertEquals("a: well", changes.poll(1, TimeUnit.MINUTES));
    assertEquals("a is gone", changes.poll(1, TimeUnit.MINUTES));
  }

  /** Hangs until it is ended. */
  private static Source hanging(CountDownLatch asked, CountDownLatch ended) {
    return new FakeSource(
        "a",
        "one",
        () -> {
          asked.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            ended.countDown();
          }
          return load("a");
        });
  }

  private void passUntilAsked(CountDownLatch asked) throws InterruptedException {
    // The ticker waits alone as soon as the source hangs.
    time.await(2);
    Thread passing =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    time.pass(Duration.ofSeconds(5), 2);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    assertTrue(asked.await(1, TimeUnit.MINUTES));
    passing.interrupt();
    passing.join();
  }

  @Test
  void aSourceThatIsReplacedByAnotherOfItsNameIsEnded() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    collector.replace(List.of(hanging(asked, ended)));
    passUntilAsked(asked);
    collector.replace(List.of(new FakeSource("a", "one", () -> load("a"))));
    assertTrue(ended.await(1, TimeUnit.MINUTES));
    time.await(2);
    seconds(6, 1);
    assertEquals("a: well", changes.poll(1, TimeUnit.MINUTES));
  }

  @Test
  void theEndEndsWhatHangs() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    collector.replace(List.of(hanging(asked, ended)));
    passUntilAsked(asked);
    collector.close();
    assertTrue(ended.await(1, TimeUnit.MINUTES));
    assertEquals(List.of(), collector.tallies());
    assertEquals(0, changes.size(), "that it was ended is no news of the node");
  }
}
