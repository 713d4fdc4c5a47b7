package org.dubnium.daemon.adapter.nvml;

import static org.dubnium.daemon.adapter.nvml.Readings.value;
import static org.dubnium.daemon.adapter.nvml.Readings.why;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.dubnium.daemon.domain.observation.Reading;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A driver that hangs is played by a source that waits for a future. */
class ContainedReaderTest {

  private static final Duration AMPLE = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String HANGS =
      "cannot read GPUs: nvmlDeviceGetCount_v2 has not returned since 2026-01-02T03:04:05Z";

  private final CallTrace trace = new CallTrace(() -> NOW);
  private final AtomicInteger begun = new AtomicInteger();
  private final CompletableFuture<Void> entered = new CompletableFuture<>();
  private final CompletableFuture<String> driver = new CompletableFuture<>();
  private ContainedReader<String> reader = new ContainedReader<>("test", this::ask, trace, () -> AMPLE);

  private Reading<String> ask() {
    trace.enter("nvmlDeviceGetCount_v2");
    begun.incrementAndGet();
    entered.complete(null);
    return Reading.of(driver.join());
  }

  /** A reader with a call under way that does not return. */
  private void hang() {
    use(this::ask, SHORT);
    reader.start();
    entered.join();
  }

  private void use(Supplier<Reading<String>> source, Duration deadline) {
    reader = new ContainedReader<>("test", source, trace, () -> deadline);
  }

  @AfterEach
  void end() {
    driver.complete("");
    reader.close(() -> {});
  }

  @Test
  void givesWhatTheSourceGives() {
    driver.complete("two GPUs");
    assertEquals("two GPUs", value(reader.read()));
  }

  @Test
  void saysWhichCallHangsAndBeginsNoOtherUntilItReturns() {
    hang();
    assertEquals(HANGS, why(reader.read()));
    assertEquals(HANGS, why(reader.read()));
    assertEquals(1, begun.get());
    CompletableFuture<Void> returned = reader.whenIdle();
    assertFalse(returned.isDone());

    driver.complete("back");
    returned.join();
    assertEquals("back", value(reader.read()));
    assertEquals(2, begun.get());
  }

  @Test
  void neverBeginsAReadingThatGaveUpWhileItWaitedItsTurn() throws Exception {
    hang();
    assertEquals(HANGS, why(reader.read()));
    CompletableFuture<Void> returned = reader.whenIdle();
    driver.complete("back");
    returned.join();
    CompletableFuture<Integer> counted = new CompletableFuture<>();
    reader.close(() -> counted.complete(begun.get()));
    assertEquals(1, counted.get());
  }

  @Test
  void takesAReadingThatBeginsAfterItWasAskedFor() {
    driver.complete("now");
    reader.start();
    assertEquals("now", value(reader.read()));
    assertEquals(2, begun.get());
  }

  @Test
  void isUnavailableOnceClosed() {
    reader.close(() -> {});
    assertEquals("cannot read GPUs: the probe is closed", why(reader.read()));
  }

  @Test
  void runsItsLastTaskOnItsOwnThread() {
    CompletableFuture<Thread> reading = new CompletableFuture<>();
    CompletableFuture<Thread> last = new CompletableFuture<>();
    use(
        () -> {
          reading.complete(Thread.currentThread());
          return Reading.of("");
        },
        AMPLE);
    assertEquals("", value(reader.read()));
    reader.close(() -> last.complete(Thread.currentThread()));
    assertSame(reading.join(), last.join());
  }

  @Test
  void leavesAHangingThreadBehindWhenClosed() {
    hang();
    assertEquals(HANGS, why(reader.read()));
    AtomicInteger last = new AtomicInteger();
    reader.close(last::incrementAndGet);
    assertEquals(0, last.get());
  }

  @Test
  void keepsTheInterruptOfWhoeverWaits() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    CompletableFuture<String> why = new CompletableFuture<>();
    Thread caller =
        Thread.ofPlatform()
            .start(
                () -> {
                  Thread.currentThread().interrupt();
                  why.complete(why(reader.read()));
                  interrupted.complete(Thread.currentThread().isInterrupted());
                });
    caller.join();
    assertEquals("cannot read GPUs: interrupted while waiting for them", why.get());
    assertTrue(interrupted.get());
  }

  @Test
  void tellsAMistakeOfItsOwnApartFromTheDrivers() {
    IllegalArgumentException mistake = new IllegalArgumentException();
    use(
        () -> {
          throw mistake;
        },
        AMPLE);
    IllegalStateException broken = assertThrows(IllegalStateException.class, reader::read);
    assertSame(mistake, broken.getCause());
  }
}
