package org.dubnium.daemon.port;

import org.dubnium.daemon.domain.cluster.ClusterJobs;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.Step;

/** This machine as a node of a Slurm cluster. Those who may talk with its controller are units of their own. */
public interface ClusterNode {

  /** Unavailable unless it was told within the last half a minute. */
  Reading<ClusterJobs> jobs();

  /** Lays down what the unit is to do that drains the node. */
  void order(Step.DrainSlurmNode drain) throws HostException;
}
