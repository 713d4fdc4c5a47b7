package org.dubnium.fleet.telemetry.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.dubnium.fleet.domain.NodeReading;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AttemptTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    threads.close();
  }

  private Attempt attempt(Callable<NodeReading> reading, Duration deadline) {
    return new Attempt(new FakeSource("a", "one", reading), threads, deadline);
  }

  private static String why(Attempt attempt) {
    return String.valueOf(assertThrows(SourceException.class, attempt::read).getMessage());
  }

  @Test
  void answersWhatTheSourceSays() throws Exception {
    NodeReading reading = NodeReadings.load("a", 1, 1);
    assertEquals(reading, attempt(() -> reading, LONG).read());
  }

  @Test
  void tellsWhatTheSourceTells() {
    Attempt attempt =
        attempt(
            () -> {
              throw new SourceException("cannot read one: it burns");
            },
            LONG);
    assertEquals("cannot read one: it burns", why(attempt));
  }

  @Test
  void sourceThatIsBrokenIsOneThatDoesNotAnswer() {
    Attempt attempt =
        attempt(
            () -> {
              throw new IllegalStateException("oops");
            },
            LONG);
    assertTrue(why(attempt).startsWith("cannot read one: its source is broken"));
  }

  @Test
  void sourceThatDoesNotAnswerIsEndedAtTheDeadline() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    Attempt attempt =
        attempt(
            () -> {
              try {
                new CountDownLatch(1).await();
              } finally {
                ended.countDown();
              }
              throw new IllegalStateException("was not ended");
            },
            SHORT);
    assertEquals("cannot read one: no answer came within 0.02 s", why(attempt));
    assertTrue(ended.await(1, TimeUnit.MINUTES));
  }

  @Test
  void sourceThatCannotBeEndedIsNotAskedAgainUntilItReturns() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    NodeReading reading = NodeReadings.load("a", 1, 1);
    Attempt attempt =
        attempt(
            () -> {
              boolean interrupted = false;
              while (free.getCount() > 0) {
                try {
                  free.await();
                } catch (InterruptedException e) {
                  interrupted = true;
                }
              }
              return interrupted ? NodeReadings.load("a", 0, 0) : reading;
            },
            SHORT);
    assertTrue(why(attempt).endsWith("within 0.02 s"));
    assertTrue(why(attempt).endsWith("and it has not returned since"));
    assertTrue(why(attempt).endsWith("and it has not returned since"));
    free.countDown();
    threads.close();
  }

  @Test
  void interruptEndsBoth() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(2);
    Attempt attempt =
        attempt(
            () -> {
              asked.countDown();
              try {
                new CountDownLatch(1).await();
              } finally {
                ended.countDown();
              }
              throw new IllegalStateException("was not ended");
            },
            LONG);
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  assertThrows(InterruptedException.class, attempt::read);
                  ended.countDown();
                });
    assertTrue(asked.await(1, TimeUnit.MINUTES));
    thread.interrupt();
    assertTrue(ended.await(1, TimeUnit.MINUTES));
  }
}
