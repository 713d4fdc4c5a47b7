package org.dubnium.daemon.engine.step;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.dubnium.daemon.domain.cluster.ClusterJob;
import org.dubnium.daemon.domain.cluster.ClusterJobs;
import org.dubnium.daemon.domain.cluster.JobPolicy;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.port.ClusterNode;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.UnitJob;
import org.dubnium.daemon.port.UnitManager;

/**
 * Has a unit take the cluster's jobs off this node, and tells meanwhile which are left. The unit ends by itself
 * when none is, or when the order's time is over.
 */
final class DrainSlurmNodeHandler implements StepHandler<Step.DrainSlurmNode> {

  private static final UnitName DRAIN = new UnitName("slurm-drain.service");

  /** How often the jobs that are left are told: their file is replaced about as often. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  /** Most jobs that are named; the rest is counted. */
  private static final int MOST_NAMED = 5;

  private final UnitManager units;
  private final ClusterNode cluster;

  DrainSlurmNodeHandler(UnitManager units, ClusterNode cluster) {
    this.units = units;
    this.cluster = cluster;
  }

  @Override
  public void run(
      Step.DrainSlurmNode step, Duration time, Cancellation cancellation, WaitListener waiting)
      throws StepFailed {
    Deadline deadline = Deadline.in(time);
    try {
      cluster.order(step);
    } catch (HostException refused) {
      throw new StepFailed(Reason.of(ReasonCode.JOBS_NOT_ENDED, refused.getMessage()));
    }
    UnitJob job = units.start(DRAIN);
    try {
      while (!cancellation.await(job.result(), deadline.leftUpTo(LOOK)) && !deadline.isPast()) {
        tell(waiting);
      }
    } catch (StepFailed calledOff) {
      job.cancel();
      throw calledOff;
    }
    try {
      UnitSteps.finish(DRAIN, job, deadline.left(), cancellation);
    } catch (StepFailed failed) {
      throw failed.reason().isCalledOff() ? failed : new StepFailed(explained(step, failed.reason()));
    }
  }

  private void tell(WaitListener waiting) {
    switch (cluster.jobs()) {
      case Reading.Value<ClusterJobs>(ClusterJobs jobs) ->
          waiting.on(
              jobs.total() == 0
                  ? "the cluster to let this node go"
                  : "the end of the cluster's jobs here: " + named(jobs),
              List.of());
      case Reading.Unavailable<ClusterJobs>(String why) ->
          waiting.on("the end of the cluster's jobs here; " + why, List.of());
    }
  }

  /** Why the unit failed, with the jobs that are left, if it was for these. */
  private Reason explained(Step.DrainSlurmNode step, Reason reason) {
    if (!(cluster.jobs() instanceof Reading.Value<ClusterJobs>(ClusterJobs jobs)) || jobs.total() == 0) {
      return reason;
    }
    boolean decided =
        step.policy() == JobPolicy.WAIT
            || jobs.running().stream().allMatch(job -> step.jobs().contains(job.id()));
    return Reason.of(
            ReasonCode.JOBS_NOT_ENDED,
            "cannot leave the cluster: its jobs here have not ended: "
                + named(jobs)
                + (decided
                    ? "; wait for them, or have them requeued or cancelled: mode request --jobs;"
                    : "; some began after this was asked for: ask again;")
                + " see: journalctl -u slurm-drain")
        .withJob(DRAIN.value(), reason.jobResult().orElse(""));
  }

  private static String named(ClusterJobs jobs) {
    String first =
        jobs.jobs().stream()
            .limit(MOST_NAMED)
            .map(DrainSlurmNodeHandler::words)
            .collect(Collectors.joining("; "));
    long more = jobs.total() - Math.min(jobs.jobs().size(), MOST_NAMED);
    return more == 0 ? first : first + "; and " + more + " more";
  }

  private static String words(ClusterJob job) {
    return job.words() + job.left().map(left -> ", " + words(left) + " left").orElse("");
  }

  private static String words(Duration left) {
    return left.toHours() > 0
        ? left.toHours() + " h " + left.toMinutesPart() + " min"
        : left.toMinutes() > 0 ? left.toMinutes() + " min" : left.toSeconds() + " s";
  }
}
