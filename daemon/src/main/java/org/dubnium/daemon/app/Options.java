package org.dubnium.daemon.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** Records of verified model bundles. */
  static final Path VERIFIED = Path.of("/var/lib/dubnium/verified");

  /** A command line that cannot be understood. */
  static final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

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
    Options options =
        new Options(
            Action.RUN,
            Path.of("/usr/share/dubnium/mode-controller.json"),
            Path.of("/etc/dubnium/mode-controller.json"),
            Path.of(environment.getOrDefault("RUNTIME_DIRECTORY", "/run/mode-controller")),
            Path.of(environment.getOrDefault("STATE_DIRECTORY", "/var/lib/mode-controller")),
            Optional.empty(),
            Optional.empty());
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      Optional<Action> action = action(name);
      if (action.isPresent()) {
        options = options.with(action.get());
      } else if (i + 1 == arguments.size()) {
        throw new UsageException("cannot understand '" + name + "'\n" + USAGE);
      } else {
        options = options.with(name, arguments.get(++i));
      }
    }
    return options;
  }

  private static Optional<Action> action(String name) {
    return switch (name) {
      case "--check" -> Optional.of(Action.CHECK);
      case "-h", "--help" -> Optional.of(Action.HELP);
      case "--version" -> Optional.of(Action.VERSION);
      case "--aot-training" -> Optional.of(Action.AOT_TRAINING);
      default -> Optional.empty();
    };
  }

  private Options with(Action asked) {
    return new Options(asked, defaults, config, runDir, stateDir, bus, bundle);
  }

  private Options with(String name, String value) throws UsageException {
    return switch (name) {
      case "--defaults" ->
          new Options(action, Path.of(value), config, runDir, stateDir, bus, bundle);
      case "--config" ->
          new Options(action, defaults, Path.of(value), runDir, stateDir, bus, bundle);
      case "--run-dir" ->
          new Options(action, defaults, config, Path.of(value), stateDir, bus, bundle);
      case "--state-dir" ->
          new Options(action, defaults, config, runDir, Path.of(value), bus, bundle);
      case "--bus" ->
          new Options(action, defaults, config, runDir, stateDir, Optional.of(value), bundle);
      case "--verify-bundle" ->
          new Options(
              Action.VERIFY_BUNDLE,
              defaults,
              config,
              runDir,
              stateDir,
              bus,
              Optional.of(Path.of(value)));
      default -> throw new UsageException("cannot understand '" + name + "'\n" + USAGE);
    };
  }

  /** The same, with a directory of its own for all that is written. */
  Options in(Path directory) {
    return new Options(action, defaults, config, directory, directory, bus, bundle);
  }
}
