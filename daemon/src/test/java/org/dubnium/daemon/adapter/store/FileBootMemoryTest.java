package org.dubnium.daemon.adapter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dubnium.daemon.domain.transition.BootState;
import org.dubnium.daemon.json.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileBootMemoryTest {

  @TempDir Path directory;

  private FileBootMemory memory() {
    return new FileBootMemory(directory, Samples.CLOCK);
  }

  @Test
  void remembersWhatWasWrittenLast() throws IOException {
    assertEquals(Optional.empty(), memory().read());
    memory().write(new BootState("boot", Samples.DESKTOP));
    memory().write(new BootState("boot", Samples.COMPUTE));

    assertEquals(Optional.of(new BootState("boot", Samples.COMPUTE)), memory().read());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "[]", "{\"schema\":1,\"bootId\":7}", "null"})
  void whatCannotBeUnderstoodIsForgotten(String content) throws IOException {
    Path file = directory.resolve("boot.json");
    Files.writeString(file, content);

    assertEquals(Optional.empty(), memory().read());
    assertFalse(Files.exists(file), "it is complained of once");
  }
}
