package org.dubnium.testbed.runpod.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program that is run at an event. What it says on standard error goes to that of this one. */
record HookCommand(Path program) {

  static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final int LONGEST_OUTPUT = 65_536;

  /**
   * Runs it with the event as its argument.
   *
   * @param text for its standard input
   * @return what it printed
   * @throws IOException when it cannot be run, fails or takes too long
   */
  String run(String event, String text) throws IOException, InterruptedException {
    // Files, as a pipe stays open with whatever the program leaves running.
    Path input = Files.createTempFile("runpod-hook", ".in");
    Path output = Files.createTempFile("runpod-hook", ".out");
    try {
      Files.writeString(input, text + "\n");
      Process process =
          new ProcessBuilder(program.toString(), event)
              .redirectInput(input.toFile())
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        var _ = process.destroyForcibly();
        throw new IOException("cannot wait for %s %s: it took too long".formatted(program, event));
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            "cannot use %s %s: it failed with status %d"
                .formatted(program, event, process.exitValue()));
      }
      try (InputStream printed = Files.newInputStream(output)) {
        return new String(printed.readNBytes(LONGEST_OUTPUT), StandardCharsets.UTF_8);
      }
    } finally {
      Files.delete(input);
      Files.delete(output);
    }
  }
}
