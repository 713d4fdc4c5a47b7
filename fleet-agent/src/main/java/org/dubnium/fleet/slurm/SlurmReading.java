package org.dubnium.fleet.slurm;

import java.time.Instant;
import java.util.List;

/** What Slurm said when it was asked, or why it said nothing. */
public sealed interface SlurmReading {

  /**
   * It answered.
   *
   * @param version as {@code sinfo --version} tells
   */
  record Known(Instant at, SlurmVersion version, SlurmStatus status, List<SlurmJob> jobs)
      implements SlurmReading {
    public Known {
      jobs = List.copyOf(jobs);
    }
  }

  /** Its commands are not on this host. */
  record Absent(String why) implements SlurmReading {}

  /** Its commands are there, but do not answer, or not with what can be understood. */
  record Silent(String why) implements SlurmReading {}
}
