package org.dubnium.fleet.pod;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a running pod says about whether it works.
 *
 * @param gpuPercent utilization of each of its GPUs; empty ones could not be read
 * @param requests that its service runs or has waiting; empty for a service that does not tell, or
 *     that could not be read
 * @param tellsRequests whether its service tells them at all
 */
public record IdleReading(
    List<OptionalInt> gpuPercent, OptionalLong requests, boolean tellsRequests) {

  private static final int IDLE_BELOW_PERCENT = 5;

  public IdleReading {
    gpuPercent = List.copyOf(gpuPercent);
  }

  /** Whether it does nothing; empty if that is not known. */
  Optional<Boolean> isIdle() {
    if (requests.orElse(0) > 0
        || gpuPercent.stream().anyMatch(gpu -> gpu.orElse(0) >= IDLE_BELOW_PERCENT)) {
      return Optional.of(false);
    }
    boolean isKnown =
        !gpuPercent.isEmpty()
            && gpuPercent.stream().allMatch(OptionalInt::isPresent)
            && requests.isPresent() == tellsRequests;
    return isKnown ? Optional.of(true) : Optional.empty();
  }
}
