package org.dubnium.fleet.slurm;

import java.util.List;

/** Runs one of Slurm's commands to its end, as some user of this host. */
interface CommandRunner {

  /** Whether there is such a command to run. */
  boolean has(String command);

  /**
   * Runs it.
   *
   * @param input what it reads from its standard input
   * @throws SlurmException if it cannot be run, or prints too much
   * @throws DeadlineException if it does not end in time
   */
  Result<byte[]> run(List<String> command, byte[] input)
      throws SlurmException, DeadlineException, InterruptedException;

  /**
   * How a command ended.
   *
   * @param output what it printed, or what was parsed of that
   * @param errors what it printed to its standard error, so much of it
   */
  record Result<T>(int status, T output, String errors) {

    /** The last line of its errors, without what a terminal would obey. */
    String lastErrorLine() {
      return errors
          .lines()
          .map(line -> line.replaceAll("\\p{Cntrl}", " ").strip())
          .filter(line -> !line.isEmpty())
          .reduce((first, second) -> second)
          .orElse("");
    }
  }

  /** A command did not end in time. */
  final class DeadlineException extends Exception {
    private static final long serialVersionUID = 1L;

    DeadlineException(String message) {
      super(message);
    }
  }
}
