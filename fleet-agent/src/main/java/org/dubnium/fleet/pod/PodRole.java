package org.dubnium.fleet.pod;

import java.util.Locale;

/** What a pod is for, by which its image starts its services. */
public enum PodRole {
  /** Runs the controller of the Slurm cluster. */
  HEAD,
  /** Joins the Slurm cluster as a node. */
  WORKER,
  /** Serves a model. */
  SERVE,
  /** Runs what its image runs. */
  PLAIN;

  /** Whether it runs a part of the Slurm cluster. */
  public boolean joinsCluster() {
    return this == HEAD || this == WORKER;
  }

  /** As configured and shown: {@code worker}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
