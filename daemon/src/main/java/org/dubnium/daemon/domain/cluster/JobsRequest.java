package org.dubnium.daemon.domain.cluster;

import java.time.Duration;
import java.util.Optional;

/**
 * What a request says of the cluster's jobs on this node; what it leaves open, the configuration says.
 *
 * @param deadline how long jobs may go on by themselves
 */
public record JobsRequest(Optional<JobPolicy> policy, Optional<Duration> deadline) {

  /** Nothing is said. */
  public static final JobsRequest NONE = new JobsRequest(Optional.empty(), Optional.empty());

  /** The longest deadline that is taken. */
  public static final Duration LONGEST = Duration.ofDays(30);
}
