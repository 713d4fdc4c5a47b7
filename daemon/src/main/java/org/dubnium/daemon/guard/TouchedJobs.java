package org.dubnium.daemon.guard;

import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.cluster.ClusterJob;
import org.dubnium.daemon.domain.cluster.ClusterJobs;
import org.dubnium.daemon.domain.cluster.JobPolicy;
import org.dubnium.daemon.domain.observation.Reading;

/** The cluster's jobs that a plan has to do with, and how. */
public final class TouchedJobs {

  private TouchedJobs() {}

  /**
   * One of them.
   *
   * @param problem why that may not be, in words that follow the job's; empty if it may
   */
  public record Touched(ClusterJob job, JobPolicy policy, Optional<String> problem) {}

  /** None if the plan leaves no cluster, or they could not be read, which the guard says. */
  public static List<Touched> of(GuardInput input) {
    if (!(input.observation().clusterJobs() instanceof Reading.Value<ClusterJobs>(ClusterJobs jobs))) {
      return List.of();
    }
    return SlurmJobs.drain(input).stream()
        .flatMap(
            drain ->
                jobs.running().stream()
                    .map(
                        job ->
                            new Touched(
                                job,
                                drain.policy(),
                                SlurmJobs.problem(job, drain, input.policy().slurm()))))
        .toList();
  }
}
