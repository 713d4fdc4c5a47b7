package org.dubnium.fleet.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlurmWatchTest {

  @TempDir private Path directory;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore readings = new Semaphore(0);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  /** It is asked once for each reading that comes to its end: here a defect. */
  private Instant fail() {
    readings.release();
    throw new IllegalStateException("no time");
  }

  private SlurmWatch watch(InstantSource clock, Duration interval) throws Exception {
    SlurmSettings settings = new FakeSlurm(directory).of2411().settings(Duration.ofMinutes(1));
    return SlurmWatch.start(new SlurmClient(settings, clock, threads), interval, true);
  }

  @Test
  void aDefectIsSilenceWithItsReason() throws Exception {
    try (SlurmWatch watch = watch(this::fail, Duration.ofHours(1))) {
      String why = assertInstanceOf(SlurmReading.Silent.class, watch.current()).why();
      assertTrue(why.startsWith("cannot understand Slurm: "), why);
      assertTrue(why.contains("no time"), why);
    }
  }

  @Test
  void itGoesOnAskingAfterADefect() throws Exception {
    try (SlurmWatch _ = watch(this::fail, Duration.ofMillis(1))) {
      assertTrue(readings.tryAcquire(3, 1, TimeUnit.MINUTES));
    }
  }

  private Instant count() {
    readings.release();
    return Instant.EPOCH;
  }

  @Test
  void itIsAskedAgainOnlyWhenSomethingWasChangedHere() throws Exception {
    try (SlurmWatch watch = watch(this::count, Duration.ofHours(1))) {
      SlurmReading first = watch.current();
      assertInstanceOf(SlurmReading.Known.class, first);
      assertSame(first, watch.current());
      assertSame(first, watch.last());
      assertEquals(1, readings.availablePermits());
      watch.changed();
      assertSame(first, watch.last());
      SlurmReading second = watch.current();
      assertNotSame(first, second);
      assertSame(second, watch.current());
      assertSame(second, watch.last());
      assertEquals(2, readings.availablePermits());
      assertTrue(watch.isEnabled());
    }
  }

  @Test
  void itGoesOnAsking() throws Exception {
    try (SlurmWatch watch = watch(this::count, Duration.ofMillis(1))) {
      assertTrue(readings.tryAcquire(3, 1, TimeUnit.MINUTES));
      watch.changed();
      assertInstanceOf(SlurmReading.Known.class, watch.current());
    }
  }

  @Test
  void whereItIsSwitchedOffNobodyIsAsked() throws Exception {
    SlurmSettings settings = new FakeSlurm(directory).of2411().settings(Duration.ofMinutes(1));
    try (SlurmWatch watch =
        SlurmWatch.start(
            new SlurmClient(settings, this::count, threads), Duration.ofMillis(1), false)) {
      watch.changed();
      SlurmReading.Absent off = assertInstanceOf(SlurmReading.Absent.class, watch.current());
      assertEquals("slurm.enabled is false", off.why());
      assertSame(off, watch.last());
      assertFalse(watch.isEnabled());
      assertEquals(0, readings.availablePermits());
    }
  }

  /** A command that is under way then ends, though nobody waits for it. */
  @Test
  void closingEndsWhatIsAsked() throws Exception {
    FakeSlurm slurm = new FakeSlurm(directory).of2411();
    Path pipe = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    slurm.command("sinfo", "echo $$ > \"$here/pipe\"; exec /bin/sleep 600");
    SlurmWatch watch =
        SlurmWatch.start(
            new SlurmClient(slurm.settings(Duration.ofMinutes(5)), this::count, threads),
            Duration.ofHours(1),
            true);
    long command = Long.parseLong(Files.readString(pipe).strip());
    watch.close();
    Optional<ProcessHandle> handle = ProcessHandle.of(command);
    if (handle.isPresent()) {
      var _ = handle.get().onExit().get(1, TimeUnit.MINUTES);
    }
  }
}
