package org.dubnium.fleet.slurm;

import java.util.List;

/** One of the forms in which Slurm tells nodes and jobs: what to run, and what the output means. */
interface SlurmFormat {

  /** The command whose output {@link #nodes} reads, and its arguments. */
  List<String> nodesCommand();

  /** The command whose output {@link #jobs} reads, and its arguments. */
  List<String> jobsCommand();

  List<SlurmNode> nodes(byte[] output) throws SlurmException;

  List<SlurmJob> jobs(byte[] output) throws SlurmException;
}
