package org.dubnium.fleet.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalCommandRunnerTest {

  @TempDir private Path directory;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "one, one",
    "'one\ntwo\n', two",
    "'one\n\n  \n\n', one",
    "'  \u001b[1mone\u0007 ', '[1mone'"
  })
  void theLastLineThatSaysSomethingIsTold(String errors, String words) {
    assertEquals(words, new CommandRunner.Result<>(1, "", errors).lastErrorLine());
  }

  /** It may be removed between two looks. */
  @Test
  void aCommandThatIsNotThereIsSaidToBe() {
    LocalCommandRunner commands =
        new LocalCommandRunner(List.of(directory), Map.of(), Duration.ofMinutes(1), 100, threads);
    assertFalse(commands.has("scancel"));
    SlurmException missing =
        assertThrows(
            SlurmException.class, () -> commands.run(List.of("scancel", "17"), new byte[0]));
    assertEquals("cannot find scancel", missing.getMessage());
  }
}
