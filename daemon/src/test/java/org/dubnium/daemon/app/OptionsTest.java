package org.dubnium.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.dubnium.common.program.UsageException;
import org.dubnium.daemon.domain.model.ModelName;
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

  @Test
  void takesATaskForTheStoreOfModels() throws Exception {
    Options options = parse("--seed-model", "/mnt", "--name", "eight", "--output", "json");
    assertEquals(Options.Action.MODEL, options.action());
    assertEquals(
        new ModelTask(
            ModelTask.Kind.SEED, "/mnt", Optional.of(new ModelName("eight")), true),
        options.model().orElseThrow());
    ModelTask verify = parse("--verify-model", "eight").model().orElseThrow();
    assertEquals(ModelTask.Kind.VERIFY, verify.kind());
    assertFalse(verify.json());
    assertEquals(Path.of("/store/eight"), verify.bundle(Path.of("/store")));
    assertEquals(
        Path.of("./eight"),
        parse("--verify-model", "./eight").model().orElseThrow().bundle(Path.of("/store")));
  }

  @ParameterizedTest
  @CsvSource({
    "--discard-model, ../eight", "--discard-model, ''", "--seed-model, ''", "--name, ../eight", "--output, xml"
  })
  void namesTheValueThatItCannotUse(String option, String value) {
    UsageException unclear =
        assertThrows(UsageException.class, () -> parse("--verify-model", "eight", option, value));
    assertTrue(
        String.valueOf(unclear.getMessage()).startsWith("cannot understand '" + value + "'"));
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
