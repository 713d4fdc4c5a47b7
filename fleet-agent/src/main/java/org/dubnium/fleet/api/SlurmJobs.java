package org.dubnium.fleet.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.slurm.SlurmJob;
import org.jspecify.annotations.Nullable;

/**
 * Jobs of a Slurm cluster, as {@code GET /api/slurm/jobs} tells them.
 *
 * @param total how many there are, of which some may be left out here
 */
record SlurmJobs(List<Job> jobs, int total) {

  /**
   * One job.
   *
   * @param state as squeue writes it: {@code PENDING} and so on
   * @param submitTime ISO 8601
   * @param startTime when it began or, while it waits, is expected to
   * @param endTime when it ended or, while it runs, its time is up
   * @param timeLimit minutes; null for none
   */
  record Job(
      String id,
      String name,
      String user,
      String partition,
      String state,
      String reason,
      String nodes,
      int gpus,
      int cpus,
      @Nullable String submitTime,
      @Nullable String startTime,
      @Nullable String endTime,
      @Nullable Long timeLimit) {

    static Job of(SlurmJob job) {
      return new Job(
          job.id(),
          job.name(),
          job.user(),
          job.partition(),
          job.state().name(),
          job.reason(),
          job.nodes(),
          job.gpus(),
          job.cpus(),
          text(job.submit()),
          text(job.start()),
          text(job.end()),
          job.limit().map(Duration::toMinutes).orElse(null));
    }

    private static @Nullable String text(Optional<Instant> time) {
      return time.map(Instant::toString).orElse(null);
    }
  }

  /** The first of these jobs, with the number of all. */
  static SlurmJobs of(List<SlurmJob> jobs, int most) {
    return new SlurmJobs(jobs.stream().limit(most).map(Job::of).toList(), jobs.size());
  }
}
