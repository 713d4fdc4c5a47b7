package org.dubnium.fleet.slurm;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
    return SlurmWatch.start(new SlurmCommands(settings, clock, threads), interval, true);
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
}
