package org.dubnium.daemon.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line.
 *
 * @param bus address of the bus; empty for the system bus
 */
record Options(
    Action action, Path defaults, Path config, Path runDir, Path stateDir, Optional<String> bus) {

  /** What the program is asked to do. */
  enum Action {
    RUN,
    CHECK,
    HELP,
    VERSION,
    AOT_TRAINING
  }

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
                             [--bus ADDRESS] [--check | --help | --version | --aot-training]

      Without an action it serves, as mode-controller.service has it do. --check reads the configuration
      and says what is wrong with it. Manual: man mode-controller
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
    return new Options(asked, defaults, config, runDir, stateDir, bus);
  }

  private Options with(String name, String value) throws UsageException {
    return switch (name) {
      case "--defaults" -> new Options(action, Path.of(value), config, runDir, stateDir, bus);
      case "--config" -> new Options(action, defaults, Path.of(value), runDir, stateDir, bus);
      case "--run-dir" -> new Options(action, defaults, config, Path.of(value), stateDir, bus);
      case "--state-dir" -> new Options(action, defaults, config, runDir, Path.of(value), bus);
      case "--bus" ->
          new Options(action, defaults, config, runDir, stateDir, Optional.of(value));
      default -> throw new UsageException("cannot understand '" + name + "'\n" + USAGE);
    };
  }

  /** The same, with a directory of its own for all that is written. */
  Options in(Path directory) {
    return new Options(action, defaults, config, directory, directory, bus);
  }
}
