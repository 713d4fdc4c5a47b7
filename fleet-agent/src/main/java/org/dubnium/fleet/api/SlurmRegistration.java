package org.dubnium.fleet.api;

import java.util.List;
import org.dubnium.fleet.service.SlurmCluster;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/slurm/registration}: this machine as a node of the cluster.
 *
 * @param name of the machine among nodes; null if nobody looks after its mode
 * @param node null if it is none of the cluster's
 * @param jobs that run on it, or end there
 */
record SlurmRegistration(
    @Nullable String name, SlurmNodes.@Nullable Node node, List<SlurmJobs.Job> jobs) {

  /** Of a machine after whose mode nobody looks. */
  static final SlurmRegistration NOBODYS = new SlurmRegistration(null, null, List.of());

  static SlurmRegistration of(SlurmCluster.Registration told) {
    return new SlurmRegistration(
        told.name(),
        told.node().map(SlurmNodes.Node::of).orElse(null),
        told.jobs().stream().map(SlurmJobs.Job::of).toList());
  }
}
