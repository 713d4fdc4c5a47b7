package org.dubnium.common.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

  private static CommandLine<String> parse(String... arguments) throws UsageException {
    return CommandLine.parse(
        List.of(arguments),
        "run",
        Map.of("--check", "check", "-h", "help", "--help", "help"),
        Set.of("--config", "--bus"),
        "usage: program");
  }

  @Test
  void optionsHaveValuesAndActionsDoNot() throws Exception {
    CommandLine<String> line = parse("--bus", "unix:path=/a", "--check", "--config", "/b");
    assertEquals("check", line.action());
    assertEquals(Optional.of("unix:path=/a"), line.text("--bus"));
    assertEquals(Optional.of(Path.of("/b")), line.path("--config"));
  }

  @Test
  void whatIsNotGivenIsAbsent() throws Exception {
    assertEquals("run", parse().action());
    assertEquals(Optional.empty(), parse().path("--config"));
  }

  @Test
  void theLastOfSeveralCounts() throws Exception {
    CommandLine<String> line = parse("--check", "-h", "--bus", "a", "--bus", "--check");
    assertEquals("help", line.action());
    assertEquals(Optional.of("--check"), line.text("--bus"));
  }

  @ParameterizedTest
  @CsvSource({"--nonsense", "--config", "serve", "''"})
  void whatCannotBeUnderstoodIsNamed(String argument) {
    assertEquals(
        "cannot understand '" + argument + "'\nusage: program",
        assertThrows(UsageException.class, () -> parse("--check", argument)).getMessage());
  }
}
