package org.dubnium.daemon.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.common.program.CommandLine;
import org.dubnium.common.program.UsageException;

/**
 * The command line.
 *
 * @param bus address of the bus; empty for the system bus
 * @param bundle the model bundle that is to be verified, where that is asked
 */
record Options(
    Action action,
    Path defaults,
    Path config,
    Path runDir,
    Path stateDir,
    Optional<String> bus,
    Optional<Path> bundle) {

  /** What the program is asked to do. */
  enum Action {
    RUN,
    CHECK,
    HELP,
    VERSION,
    AOT_TRAINING,
    VERIFY_BUNDLE
  }

  private static final Map<String, Action> ACTIONS =
      Map.of(
          "--check", Action.CHECK,
          "-h", Action.HELP,
          "--help", Action.HELP,
          "--version", Action.VERSION,
          "--aot-training", Action.AOT_TRAINING);

  private static final Set<String> OPTIONS =
      Set.of("--defaults", "--config", "--run-dir", "--state-dir", "--bus", "--verify-bundle");

  /** The models that can be served. */
  static final Path MODELS = Path.of("/var/lib/dubnium/models");

  /** Environment file of the model server's units with what is selected. */
  static final Path SELECTION = Path.of("/var/lib/dubnium/model.env");

  /** Records of verified model bundles. */
  static final Path VERIFIED = Path.of("/var/lib/dubnium/verified");

  static final String USAGE =
      """
      usage: mode-controller [--defaults FILE] [--config FILE] [--run-dir DIR] [--state-dir DIR]
                             [--bus ADDRESS]
                             [--check | --help | --version | --aot-training | --verify-bundle DIR]

      Without an action it serves, as mode-controller.service has it do. --check reads the configuration
      and says what is wrong with it; --verify-bundle reads a model bundle and records that it is sound.
      Manual: man mode-controller
      """;

  /**
   * Reads the command line; what it leaves out comes from the environment that systemd sets, else
   * from the installed layout.
   */
  static Options parse(List<String> arguments, Map<String, String> environment)
      throws UsageException {
    CommandLine<Action> line =
        CommandLine.parse(arguments, Action.RUN, ACTIONS, OPTIONS, USAGE);
    Optional<Path> bundle = line.path("--verify-bundle");
    return new Options(
        bundle.isPresent() ? Action.VERIFY_BUNDLE : line.action(),
        line.path("--defaults").orElse(Path.of("/usr/share/dubnium/mode-controller.json")),
        line.path("--config").orElse(Path.of("/etc/dubnium/mode-controller.json")),
        line.path("--run-dir")
            .orElse(Path.of(environment.getOrDefault("RUNTIME_DIRECTORY", "/run/mode-controller"))),
        line.path("--state-dir")
            .orElse(Path.of(environment.getOrDefault("STATE_DIRECTORY", "/var/lib/mode-controller"))),
        line.text("--bus"),
        bundle);
  }

  /** The same, with a directory of its own for all that is written. */
  Options in(Path directory) {
    return new Options(action, defaults, config, directory, directory, bus, bundle);
  }
}
