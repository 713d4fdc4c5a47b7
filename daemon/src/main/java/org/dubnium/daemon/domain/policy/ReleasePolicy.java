package org.dubnium.daemon.domain.policy;

import java.time.Duration;
import java.util.List;

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
