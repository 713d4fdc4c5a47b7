package org.dubnium.daemon.guard;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.cluster.ClusterJob;
import org.dubnium.daemon.domain.cluster.ClusterJobs;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.domain.policy.Policy.SlurmPolicy;
import org.dubnium.daemon.domain.transition.Step;

/**
 * Denies if the plan takes this machine out of a cluster while it has a job that stands against that: any, where
 * jobs are left alone and given no time; where they are requeued or cancelled, one that may not be interrupted,
 * or cannot be requeued.
 */
final class SlurmJobs implements Guard {

  /** What the plan does about jobs; empty if it leaves no cluster. */
  static Optional<Step.DrainSlurmNode> drain(GuardInput input) {
    return input.plan().steps().stream()
        .flatMap(
            planned ->
                planned.action() instanceof Step.DrainSlurmNode drain
                    ? Optional.of(drain).stream()
                    : Optional.<Step.DrainSlurmNode>empty().stream())
        .findFirst();
  }

  @Override
  public Verdict judge(GuardInput input) {
    Objections objections = new Objections();
    drain(input)
        .filter(drain -> mayHaveJobs(input))
        .ifPresent(drain -> judge(drain, input, objections));
    return objections.verdict();
  }

  /** A node that is not registered has none; where systemd was not read, it may be. */
  private static boolean mayHaveJobs(GuardInput input) {
    return !(input.observation().unit(ClusterJobs.UNIT) instanceof Reading.Value<UnitState>(UnitState unit))
        || unit.isActive();
  }

  private static void judge(Step.DrainSlurmNode drain, GuardInput input, Objections objections) {
    switch (input.observation().clusterJobs()) {
      case Reading.Unavailable<ClusterJobs>(String why) -> objections.cannotTell(why);
      case Reading.Value<ClusterJobs>(ClusterJobs jobs) -> {
        for (ClusterJob job : jobs.running()) {
          objection(job, drain, input.policy().slurm())
              .ifPresent(found -> deny(job, found, objections));
        }
        if (jobs.unlisted() > 0 && touches(drain)) {
          objections.deny(
              "too-many-jobs",
              "the cluster has %d jobs here, of which %d cannot be named (wait for some to end: --jobs wait)"
                  .formatted(jobs.total(), jobs.unlisted()),
              Map.of("jobs", Long.toString(jobs.total())));
        }
      }
    }
  }

  private static boolean touches(Step.DrainSlurmNode drain) {
    return switch (drain.policy()) {
      case WAIT -> false;
      case REQUEUE, CANCEL -> true;
    };
  }

  /**
   * What one job has against it.
   *
   * @param words follow those of the job
   */
  private record Found(String code, String words) {}

  /** Why a job stands against what the plan does, in words that follow the job's; empty if it does not. */
  static Optional<String> problem(ClusterJob job, Step.DrainSlurmNode drain, SlurmPolicy policy) {
    return objection(job, drain, policy).map(Found::words);
  }

  private static Optional<Found> objection(
      ClusterJob job, Step.DrainSlurmNode drain, SlurmPolicy policy) {
    if (touches(drain) && policy.keeps(job)) {
      return Optional.of(
          new Found("job-kept", "may not be interrupted (let it end: --jobs wait; see slurm.neverInterrupt)"));
    }
    return switch (drain.policy()) {
      case WAIT ->
          drain.grace().isZero()
              ? Optional.of(
                  new Found("job-running", "runs, and is given no time (set --jobs-deadline, or --jobs requeue)"))
              : Optional.empty();
      case REQUEUE ->
          job.isRequeueable()
              ? Optional.empty()
              : Optional.of(
                  new Found(
                      "job-not-requeueable",
                      (job.batch() ? "was submitted with --no-requeue" : "is interactive")
                          + ", so it cannot be requeued (let it end: --jobs wait, or: --jobs cancel)"));
      case CANCEL -> Optional.empty();
    };
  }

  private static void deny(ClusterJob job, Found found, Objections objections) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("job", Long.toString(job.id()));
    params.put("user", job.user());
    params.put("name", job.name());
    params.put("partition", job.partition());
    params.put("seconds-left", Long.toString(job.left().map(Duration::toSeconds).orElse(0L)));
    objections.deny(found.code(), job.words() + " " + found.words(), params);
  }
}
