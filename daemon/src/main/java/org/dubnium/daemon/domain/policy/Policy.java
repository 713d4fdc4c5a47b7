package org.dubnium.daemon.domain.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.cluster.ClusterJob;
import org.dubnium.daemon.domain.cluster.JobPolicy;
import org.dubnium.daemon.domain.cluster.JobsRequest;
import org.dubnium.daemon.domain.mode.Contracts;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.UnitPattern;

/**
 * What the administrator decided, as far as judging and switching need it.
 *
 * @param placement capability → {@code local} or the name of the host that has it
 * @param audio which programs mean that audio is in use
 * @param loadPerCpu load average of 5 minutes per CPU above which a transition is not begun; empty
 *     for any
 * @param drainDeadline what the model server is given to answer requests in flight before it ends;
 *     zero if a mode with such requests is not to be left
 * @param slurm what becomes of a cluster's jobs on this machine when it leaves the cluster
 * @param protectedUnits unit names and glob patterns that no plan may stop
 * @param notice what a transition owes beforehand to those whom it concerns
 * @param stepTimeout longest time for one systemd job of a transition
 * @param assertTimeout how long the host may take to show that a mode holds once all is done for it
 */
public record Policy(
    ModeName bootMode,
    Contracts contracts,
    Hardware hardware,
    Map<String, String> placement,
    ReleasePolicy release,
    AudioPolicy audio,
    SessionPolicy sessions,
    UserJobPolicy userJobs,
    Optional<Double> loadPerCpu,
    Duration drainDeadline,
    SlurmPolicy slurm,
    List<String> protectedUnits,
    List<PersistencePath> persistencePaths,
    NoticePolicy notice,
    Duration stepTimeout,
    Duration assertTimeout,
    ReconcilePolicy reconcile,
    DelegationPolicy delegation) {

  public Policy {
    placement = Map.copyOf(placement);
    protectedUnits = List.copyOf(protectedUnits);
    persistencePaths = List.copyOf(persistencePaths);
  }

  /**
   * Which programs mean that audio is in use.
   *
   * @param processes names of programs, as the kernel has them. Anybody may choose these, so they count
   *     only for who sits at the machine
   * @param units units of the system's manager whose programs of these names count as well, whoever's
   */
  public record AudioPolicy(Set<String> processes, List<UnitPattern> units) {

    public AudioPolicy {
      processes = Set.copyOf(processes);
      units = List.copyOf(units);
    }
  }

  /**
   * What people may delegate.
   *
   * @param services units that may ask in somebody's name, if that person lets them
   * @param idle a delegation that was not used for so long has ended
   * @param life longest time that one holds, however much it is used
   */
  public record DelegationPolicy(Set<String> services, Duration idle, Duration life) {

    public DelegationPolicy {
      services = Set.copyOf(services);
    }
  }

  /**
   * A holder of a GPU that is tolerated: one whose command and unit are as named here.
   *
   * @param command the kernel's name of the process ({@code comm}, at most 15 characters), which anybody
   *     may choose for his own processes
   * @param unit the units of the system's manager that it may belong to, which only root installs
   * @param deviceOnly only while it has no more than device files open: no memory on the GPU, no compute
   *     or graphics context
   */
  public record HolderRule(
      Optional<String> command, Optional<UnitPattern> unit, boolean deviceOnly) {

    /**
     * A rule of these.
     *
     * @throws IllegalArgumentException if neither is named: it would tolerate everything of root's
     */
    public HolderRule {
      if (command.isEmpty() && unit.isEmpty()) {
        throw new IllegalArgumentException("a rule for holders names a command, a unit, or both");
      }
    }
  }

  /**
   * What a transition owes to those whom it concerns before it begins.
   *
   * @param grace how long people are told beforehand that their session ends, unless they asked for it
   *     themselves; zero for not at all
   * @param delayMax longest time that delay holds may keep it waiting, all together
   */
  public record NoticePolicy(Duration grace, Duration delayMax) {}

  /**
   * A path that must be there.
   *
   * @param modes the modes that need it to be entered; empty for all
   * @param minFreeMiB free space below which it does not serve, in MiB
   */
  public record PersistencePath(
      String path, Set<ModeName> modes, boolean writable, long minFreeMiB) {

    public PersistencePath {
      modes = Set.copyOf(modes);
    }
  }

  /**
   * How far drift from the desired mode's contract is repaired.
   *
   * @param budget repairs of one unit, within the window or since it was last well, after which
   *     nothing more is tried; 0 if nothing is ever repaired
   * @param window after which a repair of a unit that is well counts no more
   * @param firstDelay how long a unit must have been away from its contract before the first repair
   * @param longestDelay between two repairs of a unit; the delay doubles from one to the next
   */
  public record ReconcilePolicy(
      int budget, Duration window, Duration firstDelay, Duration longestDelay) {}

  /**
   * When a GPU counts as released: no intolerable holder and no more than the residual memory used,
   * in so many samples in a row.
   *
   * @param displayResidualMiB memory in MiB that a display GPU may still show as used
   * @param computeResidualMiB likewise for a compute GPU
   */
  public record ReleasePolicy(
      long displayResidualMiB,
      long computeResidualMiB,
      int consecutiveSamples,
      Duration sampleInterval,
      Duration timeout,
      List<HolderRule> toleratedHolders) {

    public ReleasePolicy {
      toleratedHolders = List.copyOf(toleratedHolders);
    }
  }

  /**
   * Which graphical sessions a transition may not end.
   *
   * @param users names whose sessions are never ended
   * @param others whether the sessions of users other than the one who asks, who is not root, are never
   *     ended
   * @param remote whether remote graphical sessions are never ended
   * @param inhibited whether a session whose user holds a blocking inhibitor is never ended
   * @param desktopUnits units of a user's own systemd that end with a graphical session though that
   *     systemd stays, besides those of its {@code session.slice}
   */
  public record SessionPolicy(
      Set<String> users,
      boolean others,
      boolean remote,
      boolean inhibited,
      List<UnitPattern> desktopUnits) {

    public SessionPolicy {
      users = Set.copyOf(users);
      desktopUnits = List.copyOf(desktopUnits);
    }
  }

  /**
   * What becomes of a cluster's jobs on this machine when it leaves the cluster.
   *
   * @param jobs what is done where the request does not say
   * @param deadlines how long jobs may go on by themselves, for each policy
   * @param keptUsers login names whose jobs are never requeued or cancelled
   * @param keptPartitions partitions of which the same holds
   */
  public record SlurmPolicy(
      JobPolicy jobs,
      Map<JobPolicy, Duration> deadlines,
      Set<String> keptUsers,
      Set<String> keptPartitions) {

    public SlurmPolicy {
      deadlines = Map.copyOf(deadlines);
      keptUsers = Set.copyOf(keptUsers);
      keptPartitions = Set.copyOf(keptPartitions);
    }

    /** What a request asks for. */
    public JobPolicy policyFor(JobsRequest request) {
      return request.policy().orElse(jobs);
    }

    /** How long jobs may go on by themselves after a request. */
    public Duration deadlineFor(JobsRequest request) {
      return request.deadline().orElseGet(() -> deadlines.getOrDefault(policyFor(request), Duration.ZERO));
    }

    /** Whether a job may not be interrupted, whoever asks. */
    public boolean keeps(ClusterJob job) {
      return keptUsers.contains(job.user()) || keptPartitions.contains(job.partition());
    }
  }

  /**
   * Which processes in the foreground of a terminal count as somebody's job.
   *
   * @param minRuntime how long one must have run
   * @param ignore commands that are never a job, as the kernel names them (15 characters)
   */
  public record UserJobPolicy(Duration minRuntime, Set<String> ignore) {

    public UserJobPolicy {
      ignore = Set.copyOf(ignore);
    }
  }
}
