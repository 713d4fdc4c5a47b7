package org.dubnium.fleet.slurm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How Slurm is asked.
 *
 * @param directories where its commands are looked for
 * @param configuration its {@code slurm.conf}; empty for the one that it finds itself
 * @param deadline of one command
 * @param mostOutput bytes that a command may print
 * @param jobSocket where the jobs' user submits and cancels jobs; empty to do it as the user of this process
 */
public record SlurmSettings(
    List<Path> directories,
    Optional<Path> configuration,
    Duration deadline,
    int mostOutput,
    Optional<Path> jobSocket) {

  public static final SlurmSettings DEFAULT =
      new SlurmSettings(
          List.of(Path.of("/usr/local/bin"), Path.of("/usr/bin"), Path.of("/opt/slurm/bin")),
          Optional.empty(),
          Duration.ofSeconds(10),
          64 << 20,
          Optional.empty());

  public SlurmSettings {
    directories = List.copyOf(directories);
    if (!deadline.isPositive() || mostOutput < 1) {
      throw new IllegalArgumentException("cannot ask Slurm without time or without output");
    }
  }

  /** These settings, with a configuration of Slurm's that is written while this process runs. */
  public SlurmSettings withConfiguration(Optional<Path> file) {
    return new SlurmSettings(directories, file, deadline, mostOutput, jobSocket);
  }

  /** These settings, with the socket that jobs are submitted by. */
  public SlurmSettings withJobSocket(Optional<Path> socket) {
    return new SlurmSettings(directories, configuration, deadline, mostOutput, socket);
  }
}
