package org.dubnium.fleet.logs;

/**
 * A log that can be read.
 *
 * @param name by which it is asked for
 * @param title for people; of an invalid one, what is wrong with its definition
 */
public record LogInfo(String name, Kind kind, String title) {

  /** Where the lines of a log come from. */
  public enum Kind {
    /** The journal's entries of some units. */
    UNITS,
    /** The kernel's messages, in the journal. */
    KERNEL,
    /** What a Slurm job prints. */
    JOB,
    /** What a rented pod prints. */
    POD,
    /** A definition that cannot be used. */
    INVALID
  }
}
