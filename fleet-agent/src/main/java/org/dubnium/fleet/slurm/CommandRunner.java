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
   * @throws Commands.DeadlineException if it does not end in time
   */
  Commands.Ended<byte[]> run(List<String> command, byte[] input)
      throws SlurmException, Commands.DeadlineException, InterruptedException;
}
