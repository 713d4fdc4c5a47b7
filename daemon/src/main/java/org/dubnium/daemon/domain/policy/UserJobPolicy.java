package org.dubnium.daemon.domain.policy;

import java.time.Duration;
import java.util.Set;

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
