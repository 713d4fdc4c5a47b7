package org.dubnium.testbed.runpod.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pod that is or was.
 *
 * @param foreign whether somebody else in the account made it, without this API
 * @param gpu whether it is a GPU pod
 * @param goneAt when it was terminated or vanished; null while it exists
 * @param spans what it cost, in the order of time, without gaps from its creation on
 */
public record PodHistory(
    String id,
    String name,
    boolean foreign,
    boolean gpu,
    Instant createdAt,
    @Nullable Instant goneAt,
    List<RateSpan> spans) {

  public PodHistory {
    spans = List.copyOf(spans);
  }

  /** Whether it exists at that time, stopped or not. */
  public boolean exists(Instant time) {
    return !time.isBefore(createdAt) && (goneAt == null || time.isBefore(goneAt));
  }
}
