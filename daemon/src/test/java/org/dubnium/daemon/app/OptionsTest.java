package org.dubnium.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.dubnium.common.program.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The daemon's command line. */
class OptionsTest {

  @ParameterizedTest
  @CsvSource({"--check, CHECK", "--help, HELP", "-h, HELP", "--version, VERSION"})
  void namesWhatIsToBeDone(String argument, Options.Action action) throws Exception {
    assertEquals(action, parse(argument).action());
  }

  @Test
  void servesFromTheInstalledPathsUnlessToldOtherwise() throws Exception {
    Options options = parse();
    assertEquals(Options.Action.RUN, options.action());
    assertEquals(Path.of("/etc/dubnium/mode-controller.json"), options.config());
    assertEquals(Path.of("/run/mode-controller"), options.runDir());
    assertEquals(Optional.empty(), options.bus());
  }

  @Test
  void takesFoldersFromSystemdAndRatherFromItsArguments() throws Exception {
    Map<String, String> environment = Map.of("RUNTIME_DIRECTORY", "/run/a", "STATE_DIRECTORY", "/var/a");
    assertEquals(Path.of("/run/a"), Options.parse(List.of(), environment).runDir());
    assertEquals(
        Path.of("/var/b"),
        Options.parse(List.of("--state-dir", "/var/b"), environment).stateDir());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--nonsense", "--config", "serve", ""})
  void namesTheArgumentThatItCannotUse(String argument) {
    UsageException unclear =
        assertThrows(UsageException.class, () -> parse(argument));
    String why = Objects.requireNonNull(unclear.getMessage());
    assertTrue(why.startsWith("cannot understand '" + argument + "'"), why);
    assertTrue(why.endsWith(Options.USAGE), why);
  }

  private static Options parse(String... arguments) throws UsageException {
    return Options.parse(List.of(arguments), Map.of());
  }
}
