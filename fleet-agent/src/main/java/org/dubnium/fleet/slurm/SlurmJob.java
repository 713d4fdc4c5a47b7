package org.dubnium.fleet.slurm;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A job, or those tasks of a job array that wait together.
 *
 * @param id as squeue shows it: {@code 17}, or {@code 17_3}, or {@code 17_[4-9]}
 * @param nodes that it has, as Slurm writes lists of hosts; empty while it waits
 * @param gpus that it has, or asks for while it waits
 * @param cpus the same
 * @param submit empty where Slurm does not tell
 * @param start when it began, or, while it waits, when it is expected to; empty for unknown
 * @param end when it ended, or, while it runs, when its time is up; empty for unknown
 * @param limit of its time; empty for none
 * @param reason why it waits, or how it ended; empty for none
 */
public record SlurmJob(
    String id,
    String name,
    String user,
    String partition,
    JobState state,
    String nodes,
    int gpus,
    int cpus,
    Optional<Instant> submit,
    Optional<Instant> start,
    Optional<Instant> end,
    Optional<Duration> limit,
    String reason) {

  /** Whether it runs on that node, is suspended there, or ends there. */
  public boolean isOn(String node) {
    return state.stage() == JobState.Stage.RUNNING && HostList.contains(nodes, node);
  }
}
