package org.dubnium.daemon.domain.cluster;

import java.util.List;
import java.util.Set;
import org.dubnium.daemon.domain.mode.UnitName;

/**
 * What the cluster has on this node.
 *
 * @param node its name
 * @param state as the controller has it, such as {@code MIXED+DYNAMIC_NORM}; empty if that is away
 * @param controllerAnswers false if the jobs are those of which something runs here, as known before
 * @param total how many there are, those that are not listed included
 */
public record ClusterJobs(
    String node, String state, boolean controllerAnswers, long total, List<ClusterJob> jobs) {

  /** The unit that makes this machine a node. */
  public static final UnitName UNIT = new UnitName("slurm-node.service");

  /** Units whose stop ends nobody's work: jobs are taken off the node before. */
  public static final Set<UnitName> UNITS = Set.of(UNIT, new UnitName("slurm-jobs.service"));

  public ClusterJobs {
    jobs = List.copyOf(jobs);
  }

  /** Those that are not over. */
  public List<ClusterJob> running() {
    return jobs.stream().filter(job -> !job.isEnding()).toList();
  }

  /** How many there are besides those listed. */
  public long unlisted() {
    return Math.max(0, total - jobs.size());
  }
}
