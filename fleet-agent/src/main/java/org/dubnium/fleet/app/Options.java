package org.dubnium.fleet.app;

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
 * @param credentials directory of systemd's LoadCredential=, systemd.exec(5); empty for none
 * @param bus address of the bus; empty for the system bus
 * @param jobSocket where the user whom jobs belong to submits them; empty to do it as the user of this process
 * @param logSocket where logs of the journal are read
 * @param jobOutputSocket where the output of jobs is read
 * @param slurmConfiguration where Slurm's commands find the rented cluster
 * @param modelSocket where the model server is put to sleep and woken; empty if it cannot be
 */
record Options(
    Action action,
    Path defaults,
    Path config,
    Path stateDir,
    Optional<Path> credentials,
    Optional<String> bus,
    Optional<Path> jobSocket,
    Path logSocket,
    Path jobOutputSocket,
    Path slurmConfiguration,
    Optional<Path> modelSocket) {

  /** What the program is asked to do. */
  enum Action {
    RUN,
    CHECK,
    HELP,
    VERSION
  }

  private static final Map<String, Action> ACTIONS =
      Map.of(
          "--check", Action.CHECK,
          "-h", Action.HELP,
          "--help", Action.HELP,
          "--version", Action.VERSION);

  private static final Set<String> OPTIONS =
      Set.of(
          "--defaults",
          "--config",
          "--state-dir",
          "--credentials",
          "--bus",
          "--job-socket",
          "--log-socket",
          "--job-output-socket",
          "--slurm-conf",
          "--model-socket");

  static final String USAGE =
      """
      usage: fleet-agent [--defaults FILE] [--config FILE] [--state-dir DIR] [--bus ADDRESS]
                         [--credentials DIR] [--job-socket FILE] [--log-socket FILE]
                         [--job-output-socket FILE] [--slurm-conf FILE] [--model-socket FILE]
                         [--check | --help | --version]

      Without an action it serves, as fleet-agent.service has it do. --check reads the configuration
      and says what is wrong with it; the credentials too, where they are given.
      """;

  /**
   * Reads the command line; what it leaves out comes from the environment that systemd sets, else
   * from the installed layout.
   */
  static Options parse(List<String> arguments, Map<String, String> environment)
      throws UsageException {
    CommandLine<Action> line =
        CommandLine.parse(arguments, Action.RUN, ACTIONS, OPTIONS, USAGE);
    return new Options(
        line.action(),
        line.path("--defaults").orElse(Path.of("/usr/share/dubnium/fleet-agent.json")),
        line.path("--config").orElse(Path.of("/etc/dubnium/fleet-agent.json")),
        line.path("--state-dir")
            .orElse(Path.of(environment.getOrDefault("STATE_DIRECTORY", "/var/lib/fleet-agent"))),
        line.path("--credentials")
            .or(() -> Optional.ofNullable(environment.get("CREDENTIALS_DIRECTORY")).map(Path::of)),
        line.text("--bus"),
        line.path("--job-socket"),
        line.path("--log-socket").orElse(Path.of("/run/fleet-logs.sock")),
        line.path("--job-output-socket").orElse(Path.of("/run/fleet-job-output.sock")),
        line.path("--slurm-conf").orElse(Path.of("/run/fleet-agent/slurm.conf")),
        line.path("--model-socket"));
  }
}
