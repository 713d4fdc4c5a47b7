package org.dubnium.common.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Logging as a process of its own sets it up. */
class LogConfiguratorTest {

  @TempDir Path directory;

  /** Logs one line of each level. */
  static final class Talking {

    private Talking() {}

    public static void main(String[] arguments) {
      var log = LoggerFactory.getLogger("org.dubnium.Talking");
      log.error("error");
      log.info("info");
      log.debug("debug");
      LoggerFactory.getLogger("org.freedesktop.dbus.Talkative").warn("chatter");
    }
  }

  /** What it writes to standard error, with this before it in the shell. */
  private List<String> stderr(String environment) throws IOException, InterruptedException {
    Path file = directory.resolve("stderr");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                "bash",
                "-c",
                environment + " exec \"$@\"",
                "child",
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path", ""),
                Talking.class.getName())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(file.toFile())
            .start();
    assertEquals(0, process.waitFor());
    return Files.readAllLines(file, StandardCharsets.UTF_8);
  }

  @Test
  void linesGoToStandardErrorWhereThereIsNoJournal() throws Exception {
    assertEquals(List.of("<3>error", "<6>info"), stderr("unset JOURNAL_STREAM;"));
  }

  @Test
  void levelIsSetByTheEnvironment() throws Exception {
    assertEquals(
        List.of("<3>error", "<6>info", "<7>debug"),
        stderr("unset JOURNAL_STREAM; DUBNIUM_LOG_LEVEL=debug"));
  }

  /** A shell under a terminal of a desktop session inherits the variable, not the stream. */
  @Test
  void streamThatIsNotOursIsIgnored() throws Exception {
    assertEquals(List.of("<3>error", "<6>info"), stderr("JOURNAL_STREAM=1:1"));
  }

  @Test
  void nothingGoesToStandardErrorWhereThatIsTheJournal() throws Exception {
    assertEquals(
        List.of(), stderr("export JOURNAL_STREAM=$(stat -L -c %d:%i /proc/self/fd/2);"));
  }
}
