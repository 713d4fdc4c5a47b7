package org.dubnium.fleet.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlurmSettingsTest {

  private static SlurmSettings settings(Duration deadline, int mostOutput) {
    return new SlurmSettings(
        List.of(Path.of("/usr/bin")), Optional.empty(), deadline, mostOutput, Optional.empty());
  }

  @Test
  void withoutTimeOrOutputThereIsNothingToAsk() {
    assertEquals(1, settings(Duration.ofNanos(1), 1).mostOutput());
    assertThrows(IllegalArgumentException.class, () -> settings(Duration.ZERO, 1));
    assertThrows(IllegalArgumentException.class, () -> settings(Duration.ofSeconds(-1), 1));
    assertThrows(IllegalArgumentException.class, () -> settings(Duration.ofSeconds(1), 0));
  }

  @Test
  void jobsMayHaveAUserOfTheirOwn() {
    SlurmSettings settings = settings(Duration.ofSeconds(7), 9);
    Optional<Path> socket = Optional.of(Path.of("/run/jobs.sock"));
    assertEquals(
        new SlurmSettings(
            settings.directories(), Optional.empty(), Duration.ofSeconds(7), 9, socket),
        settings.withJobSocket(socket));
  }
}
