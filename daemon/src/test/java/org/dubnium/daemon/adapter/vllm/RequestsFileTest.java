package org.dubnium.daemon.adapter.vllm;

import static org.dubnium.daemon.fake.Readings.value;
import static org.dubnium.daemon.fake.Readings.why;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.dubnium.daemon.domain.observation.Observation.ServerLoad;
import org.dubnium.daemon.domain.observation.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsFileTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @TempDir Path directory = Path.of("unset");

  @Test
  void enginesAreTakenTogether() throws IOException {
    write(
        """
        vllm:num_requests_running{engine="0",model_name="a b"} 3.0
        vllm:num_requests_running{engine="1",model_name="a b"} 2.0
        vllm:num_requests_waiting{engine="0",model_name="a b"} 1.0
        vllm:num_requests_waiting{engine="1",model_name="a b"} 0.0
        """,
        0);
    assertEquals(new ServerLoad(5, 1), value(read()));
  }

  @Test
  void aFileThatIsTooLongIsNotRead() throws IOException {
    String samples = "vllm:num_requests_running 0\nvllm:num_requests_waiting 0\n";
    write(samples + "#".repeat(RequestsFile.LONGEST - samples.length()), 0);
    assertTrue(value(read()).isIdle());
    write(samples + "#".repeat(RequestsFile.LONGEST - samples.length() + 1), 0);
    assertTrue(why(read()).contains("is longer than 64 KiB"));
  }

  @Test
  void whatIsNoRegularFileIsNotOpened() throws IOException {
    Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "x");
    Files.createSymbolicLink(directory.resolve("requests"), elsewhere);
    assertTrue(why(read()).contains("is no regular file"));
  }

  @Test
  void labelsAreNotNeeded() throws IOException {
    write("vllm:num_requests_running 0\nvllm:num_requests_waiting 0\n", 4);
    assertTrue(value(read()).isIdle());
  }

  @ParameterizedTest
  @CsvSource({"6, 6", "-6, -6"})
  void anOldFileSaysNothing(int age, int told) throws IOException {
    write("vllm:num_requests_running 0\nvllm:num_requests_waiting 0\n", age);
    assertEquals(
        "cannot tell how many requests vLLM has: %s/requests is %d s old (see 'systemctl status vllm-metrics')"
            .formatted(directory, told),
        why(read()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "vllm:num_requests_running 0\n",
        "vllm:num_requests_running 0\nvllm:num_requests_waiting NaN\n",
        "vllm:num_requests_running 0\nvllm:num_requests_waiting_by_reason 0\n"
      })
  void aFileThatDoesNotSayAllIsNone(String text) throws IOException {
    write(text, 0);
    assertTrue(why(read()).endsWith("its metrics do not say"));
  }

  @Test
  void withoutAFileTheStateIsUnknown() {
    assertTrue(why(read()).startsWith("cannot tell how many requests vLLM has: "));
  }

  @Test
  void tellsWhetherTheServerSleeps() throws IOException {
    assertFalse(server().isAsleep());
    write(sleeping("0.0"), 0);
    assertTrue(server().isAsleep());
    write(sleeping("1.0"), 0);
    assertFalse(server().isAsleep());
    write(sleeping("0.0"), 60);
    assertFalse(server().isAsleep());
  }

  private static String sleeping(String awake) {
    return """
        vllm:engine_sleep_state{engine="0",model_name="m",sleep_state="awake"} %s
        vllm:engine_sleep_state{engine="0",model_name="m",sleep_state="weights_offloaded"} 0.0
        """
        .formatted(awake);
  }

  @Test
  void tellsWhatTheWatchSays() throws IOException {
    Path stalled = directory.resolve("stalled");
    assertEquals(Optional.empty(), server().stall());
    Files.writeString(stalled, "no token for 300 s\u001b[2J\n" + "x".repeat(5000));
    String why = server().stall().orElseThrow();
    assertTrue(why.startsWith("no token for 300 s"), why);
    assertFalse(why.contains("\u001b"), why);
    Files.delete(stalled);
    Files.createSymbolicLink(stalled, Files.writeString(directory.resolve("other"), "secret"));
    assertEquals(Optional.empty(), server().stall());
  }

  private Reading<ServerLoad> read() {
    return server().load();
  }

  private RequestsFile server() {
    return new RequestsFile(
        directory.resolve("requests"), directory.resolve("stalled"), InstantSource.fixed(NOW));
  }

  private void write(String text, long age) throws IOException {
    Path file = Files.writeString(directory.resolve("requests"), text);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(age)));
  }
}
