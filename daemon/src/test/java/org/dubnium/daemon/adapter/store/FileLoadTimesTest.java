package org.dubnium.daemon.adapter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLoadTimesTest {

  @TempDir Path directory;

  @Test
  void theTypicalTimeIsTheMedianOfTheLast() {
    FileLoadTimes times = times();
    assertEquals(Duration.ZERO, times.typical("/m/eight"));
    for (int i = 0; i < 20; i++) {
      times.loaded("/m/eight", "old" + i, Duration.ofSeconds(1000));
    }
    for (int i = 0; i < 9; i++) {
      times.loaded("/m/eight", "new" + i, Duration.ofSeconds(10 + i));
    }
    assertEquals(Duration.ofSeconds(14), times.typical("/m/eight"));
    assertEquals(Duration.ofSeconds(14), times().typical("/m/eight"));
  }

  @Test
  void oneLoadIsCountedOnceThoughTheDaemonWasRestarted() {
    times().loaded("/m/eight", "a", Duration.ofSeconds(10));
    times().loaded("/m/eight", "a", Duration.ofSeconds(90));
    assertEquals(Duration.ofSeconds(10), times().typical("/m/eight"));
  }

  @Test
  void modelsWithoutNumberAreForgottenOldestFirst() throws IOException {
    FileLoadTimes times = times();
    for (int i = 0; i < 200; i++) {
      times.loaded("/m/" + i + "x".repeat(10_000), "a" + i, Duration.ofSeconds(i + 1));
    }
    assertEquals(Duration.ofSeconds(200), times.typical("/m/199" + "x".repeat(10_000)));
    assertEquals(Duration.ZERO, times.typical("/m/0" + "x".repeat(10_000)));
    assertTrue(Files.size(directory.resolve("load-times.json")) < 256 << 10);
  }

  @Test
  void aFileThatIsNoneIsBegunAnew() throws IOException {
    Files.writeString(directory.resolve("load-times.json"), "{\"schema\": 1,");
    FileLoadTimes times = times();
    assertEquals(Duration.ZERO, times.typical("/m/eight"));
    times.loaded("/m/eight", "a", Duration.ofSeconds(3));
    assertEquals(Duration.ofSeconds(3), times().typical("/m/eight"));
  }

  private FileLoadTimes times() {
    return new FileLoadTimes(directory, InstantSource.fixed(Instant.EPOCH));
  }
}
