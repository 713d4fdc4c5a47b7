package org.dubnium.daemon.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.cluster.ClusterJob;
import org.dubnium.daemon.domain.cluster.ClusterJobs;
import org.dubnium.daemon.domain.cluster.JobPolicy;
import org.dubnium.daemon.domain.cluster.JobsRequest;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.domain.transition.TransitionPlan.Ending;
import org.dubnium.daemon.domain.transition.TransitionPlan.PlannedStep;

/** What a plan owes the cluster's jobs on this machine, if it stops the node that they run on. */
final class ClusterLeave {

  private final JobPolicy policy;
  private final Duration grace;
  private final Duration patience;
  private final List<ClusterJob> running;
  private final long unlisted;

  /**
   * For a request.
   *
   * @param jobs those that could not be read are not planned for; the guard denies it then
   */
  ClusterLeave(Policy policy, JobsRequest request, Reading<ClusterJobs> jobs) {
    this.policy = policy.slurm().policyFor(request);
    this.grace = policy.slurm().deadlineFor(request);
    this.patience = policy.stepTimeout();
    Optional<ClusterJobs> known =
        jobs instanceof Reading.Value<ClusterJobs>(ClusterJobs seen) ? Optional.of(seen) : Optional.empty();
    this.running = known.map(ClusterJobs::running).orElse(List.of());
    this.unlisted = known.map(ClusterJobs::unlisted).orElse(0L);
  }

  /** Comes before anything else ends: while jobs are waited for, the rest is as it was. */
  PlannedStep step(long uid, Optional<ModeName> from, ModeName to) {
    List<Long> touched =
        policy == JobPolicy.WAIT ? List.of() : running.stream().map(ClusterJob::id).toList();
    return new PlannedStep(
        new Step.DrainSlurmNode(policy, grace, uid, from, to, touched),
        grace.plus(patience),
        Optional.of(new PlannedStep.Undo(new Step.ResumeSlurmNode(), patience)));
  }

  /** The jobs that people lose by it, or lose what they did so far. */
  List<Ending> endings() {
    return switch (policy) {
      case WAIT -> List.of();
      case REQUEUE -> endings("is requeued");
      case CANCEL -> endings("is cancelled");
    };
  }

  private List<Ending> endings(String what) {
    List<Ending> endings = new ArrayList<>();
    for (ClusterJob job : running) {
      String name = job.name().isEmpty() ? "" : job.name() + " ";
      endings.add(new Ending(Ending.JOB, Long.toString(job.id()), name + "of " + job.user() + ", " + what));
    }
    if (unlisted > 0) {
      endings.add(new Ending(Ending.JOB, "others", unlisted + " more, each " + what));
    }
    return endings;
  }
}
