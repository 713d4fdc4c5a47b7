package org.dubnium.fleet.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line.
 *
 * @param credentials directory of systemd's LoadCredential=, systemd.exec(5); empty for none
 * @param bus address of the bus; empty for the system bus
 * @param jobSocket where the user whom jobs belong to submits them; empty to do it as the user of this process
 */
record Options(
    Action action,
    Path defaults,
    Path config,
    Path stateDir,
    Optional<Path> credentials,
    Optional<String> bus,
    Optional<Path> jobSocket) {

  /** What the program is asked to do. */
  enum Action {
    RUN,
    CHECK,
    HELP,
    VERSION
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
      usage: fleet-agent [--defaults FILE] [--config FILE] [--state-dir DIR] [--bus ADDRESS]
                         [--credentials DIR] [--job-socket FILE] [--check | --help | --version]

      Without an action it serves, as fleet-agent.service has it do. --check reads the configuration
      and says what is wrong with it; the credentials too, where they are given.
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
            Path.of("/usr/share/dubnium/fleet-agent.json"),
            Path.of("/etc/dubnium/fleet-agent.json"),
            Path.of(environment.getOrDefault("STATE_DIRECTORY", "/var/lib/fleet-agent")),
            Optional.ofNullable(environment.get("CREDENTIALS_DIRECTORY")).map(Path::of),
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
      default -> Optional.empty();
    };
  }

  private Options with(Action asked) {
    return new Options(asked, defaults, config, stateDir, credentials, bus, jobSocket);
  }

  private Options with(String name, String value) throws UsageException {
    return switch (name) {
      case "--defaults" ->
          new Options(action, Path.of(value), config, stateDir, credentials, bus, jobSocket);
      case "--config" ->
          new Options(action, defaults, Path.of(value), stateDir, credentials, bus, jobSocket);
      case "--state-dir" ->
          new Options(action, defaults, config, Path.of(value), credentials, bus, jobSocket);
      case "--bus" ->
          new Options(action, defaults, config, stateDir, credentials, Optional.of(value), jobSocket);
      case "--credentials" ->
          new Options(action, defaults, config, stateDir, Optional.of(Path.of(value)), bus, jobSocket);
      case "--job-socket" ->
          new Options(action, defaults, config, stateDir, credentials, bus, Optional.of(Path.of(value)));
      default -> throw new UsageException("cannot understand '" + name + "'\n" + USAGE);
    };
  }
}
