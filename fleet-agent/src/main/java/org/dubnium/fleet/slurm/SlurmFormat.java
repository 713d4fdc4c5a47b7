package org.dubnium.fleet.slurm;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** One of the forms in which Slurm tells nodes and jobs: what to run, and what the output means. */
interface SlurmFormat {

  /** The command whose output {@link #nodes} reads, and its arguments. */
  List<String> nodesCommand();

  /** The command whose output {@link #jobs} reads, and its arguments. */
  List<String> jobsCommand();

  /** Most nodes and jobs of a cluster that are taken in: so many records fit the memory. */
  int MOST_RECORDS = 100_000;

  /**
   * Reads nodes while the command prints them.
   *
   * @throws SlurmException if it cannot be understood
   */
  List<SlurmNode> nodes(InputStream output) throws SlurmException, IOException;

  /**
   * Reads jobs while the command prints them.
   *
   * @throws SlurmException if it cannot be understood
   */
  List<SlurmJob> jobs(InputStream output) throws SlurmException, IOException;

  /** Refuses a record too many. */
  static void requireRoom(List<?> records) throws SlurmException {
    if (records.size() >= MOST_RECORDS) {
      throw new SlurmException("cannot take in more than " + MOST_RECORDS + " records of Slurm's");
    }
  }
}
