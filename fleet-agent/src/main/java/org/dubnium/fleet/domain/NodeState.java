package org.dubnium.fleet.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a node now. One that stops answering stays, with what it said last.
 *
 * @param reachable whether it answered the last time it was asked
 * @param lastSeen when it answered last; empty for never
 * @param why it, or one of its sources, did not answer; empty if all did
 * @param last what it said last; empty for nothing yet
 */
public record NodeState(
    NodeId node,
    boolean reachable,
    Optional<Instant> lastSeen,
    Optional<String> why,
    Optional<NodeReading> last) {

  private static final String NOT_ASKED = "not asked yet";

  /** A node that was not asked yet. */
  public static NodeState unknown(NodeId node) {
    return new NodeState(
        node, false, Optional.empty(), Optional.of(NOT_ASKED), Optional.empty());
  }

  /** Whether it was asked at least once, whatever became of it. */
  public boolean isAsked() {
    return !why.equals(Optional.of(NOT_ASKED));
  }

  /** The same node, after it answered. */
  public NodeState seen(NodeReading reading) {
    return new NodeState(
        node, true, Optional.of(reading.at()), Optional.empty(), Optional.of(reading));
  }

  /** The same node, after it did not. */
  public NodeState silent(String reason) {
    return new NodeState(node, false, lastSeen, Optional.of(reason), last);
  }
}
