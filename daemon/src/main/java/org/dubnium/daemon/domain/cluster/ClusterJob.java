package org.dubnium.daemon.domain.cluster;

import java.time.Duration;
import java.util.Optional;

/**
 * A job of the cluster's that is on this node.
 *
 * @param id Slurm's own, one for each task of an array
 * @param shown the id as people know it, such as {@code 12_3}
 * @param state in short, squeue(1): {@code R CG S …}
 * @param left until its time limit; empty if it has none, or nobody knows
 * @param requeue whether it was submitted so that it may be requeued
 * @param batch whether it has a script; only then can it begin again by itself
 * @param name its owner's choice, printable
 */
public record ClusterJob(
    long id,
    String shown,
    String user,
    String partition,
    String state,
    Optional<Duration> left,
    boolean requeue,
    boolean batch,
    String name) {

  /** Whether it is over, and only its end is still awaited. */
  public boolean isEnding() {
    return state.equals("CG");
  }

  public boolean isRequeueable() {
    return requeue && batch;
  }

  /** For people. */
  public String words() {
    return "job " + shown + (name.isEmpty() ? "" : " (" + name + ")") + " of " + user;
  }
}
