package org.dubnium.daemon.vllm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.dubnium.daemon.domain.server.LoadProgress;
import org.dubnium.daemon.domain.server.ServerExit;
import org.dubnium.daemon.domain.server.ServerFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole logs, in the shape of each family of versions. A line {@code #= PHASE [N/M]} says where the load is
 * after the lines before it; {@code #! CAUSE STATUS[: TEXT]} why the server failed, and what the message has.
 */
class GoldenLogsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v0.6-v0-tp2",
        "v0.8-v1-tp2",
        "v0.10-oom-graphs",
        "v0.11-oom-load",
        "v0.17-nested-kv",
        "v0.18-v1",
        "v0.27-eager",
        "v0.28-v1",
      })
  void tellsPhasesAndCause(String name) throws IOException {
    ServerLog log = new ServerLog(false);
    int checks = 0;
    for (String line : read(name).split("\n", -1)) {
      if (line.startsWith("#= ")) {
        assertEquals(line.substring(3), text(log.progress()), name);
        checks++;
      } else if (line.startsWith("#! ")) {
        assertCause(log, line.substring(3).split("[ :]+", 3));
        checks++;
      } else if (!line.startsWith("# vLLM")) {
        log.take(line);
      }
    }
    assertTrue(checks > 0, name);
  }

  private static void assertCause(ServerLog log, String... expected) {
    ServerExit exit = new ServerExit("exit-code", false, Integer.parseInt(expected[1]));
    ServerFailure failure = log.failure(exit, false);
    assertEquals(expected[0], failure.cause().text());
    if (expected.length > 2) {
      assertTrue(failure.message().contains(expected[2]), failure.message());
    }
  }

  private static String text(LoadProgress progress) {
    return progress.phase().text()
        + (progress.total() > 0 ? " " + progress.done() + "/" + progress.total() : "");
  }

  private static String read(String name) throws IOException {
    try (InputStream in =
        GoldenLogsTest.class.getResourceAsStream("/vllm-logs/" + name + ".log")) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    }
  }
}
