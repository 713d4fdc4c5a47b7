package org.dubnium.daemon.observe;

import static org.dubnium.daemon.fake.Readings.value;
import static org.dubnium.daemon.fake.Readings.why;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.dubnium.daemon.domain.observation.Reading;
import org.junit.jupiter.api.Test;

class ProbeSlotTest {

  private static final Duration DEADLINE = Duration.ofSeconds(2);

  /** Probes that have been begun; the test lets them run, or hang by not doing so. */
  private final Deque<Runnable> begun = new ArrayDeque<>();
  private final ManualTimer timer = new ManualTimer();
  private final ProbeSlot<Integer> slot = new ProbeSlot<>("the sensor", begun::add, timer);
  private final AtomicInteger counter = new AtomicInteger();

  private Reading<Integer> probe() {
    return Reading.of(counter.incrementAndGet());
  }

  @Test
  void tellsWhatTheProbeFound() {
    CompletableFuture<Reading<Integer>> answer = slot.fresh(this::probe, DEADLINE);
    begun.remove().run();
    assertEquals(1, value(answer.join()));
  }

  @Test
  void aProbeThatHangsIsAbandonedAndNotStartedAgainUntilItReturns() {
    CompletableFuture<Reading<Integer>> hung = slot.fresh(this::probe, DEADLINE);
    assertFalse(hung.isDone());
    timer.fire();
    assertEquals("reading the sensor timed out after 2 s", why(hung.join()));

    CompletableFuture<Reading<Integer>> again = slot.fresh(this::probe, DEADLINE);
    assertEquals(
        "reading the sensor timed out after 2 s, and has not returned since", why(again.join()));
    assertEquals(1, begun.size());

    begun.remove().run();
    CompletableFuture<Reading<Integer>> mended = slot.fresh(this::probe, DEADLINE);
    begun.remove().run();
    assertEquals(2, value(mended.join()));
  }

  @Test
  void aReadingIsNeverOlderThanTheRequestForIt() {
    CompletableFuture<Reading<Integer>> first = slot.fresh(this::probe, DEADLINE);
    CompletableFuture<Reading<Integer>> second = slot.fresh(this::probe, DEADLINE);
    assertEquals(1, begun.size());
    begun.remove().run();
    assertEquals(1, value(first.join()));
    assertFalse(second.isDone());
    begun.remove().run();
    assertEquals(2, value(second.join()));
  }

  @Test
  void whoWaitsForAProbeThatHangsIsToldInTime() {
    CompletableFuture<Reading<Integer>> first = slot.fresh(this::probe, DEADLINE);
    CompletableFuture<Reading<Integer>> second = slot.fresh(this::probe, DEADLINE);
    timer.fire();
    assertFalse(first.join().isAvailable());
    assertEquals(
        "reading the sensor timed out after 2 s, and has not returned since", why(second.join()));
  }

  @Test
  void aDeadlineThatPassesAfterTheAnswerChangesNothing() {
    CompletableFuture<Reading<Integer>> first = slot.fresh(this::probe, Duration.ofMillis(250));
    begun.remove().run();
    timer.fire();
    assertEquals(1, value(first.join()));
    CompletableFuture<Reading<Integer>> second = slot.fresh(this::probe, Duration.ofMillis(250));
    timer.fire();
    assertEquals("reading the sensor timed out after 0.25 s", why(second.join()));
  }

  @Test
  void aBrokenProbeIsUnavailableAndFreesItsPlace() {
    CompletableFuture<Reading<Integer>> broken =
        slot.fresh(
            () -> {
              throw new IllegalStateException("boom");
            },
            DEADLINE);
    begun.remove().run();
    assertFalse(broken.join().isAvailable());
    CompletableFuture<Reading<Integer>> next = slot.fresh(this::probe, DEADLINE);
    begun.remove().run();
    assertEquals(1, value(next.join()));
  }
}
