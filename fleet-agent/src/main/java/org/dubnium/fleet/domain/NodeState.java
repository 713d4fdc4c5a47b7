package org.dubnium.fleet.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a node now. One that stops answering stays, with what it said last.
 *
 * @param reachable whether it answered the last time it was asked
 * @param lastSeen when it answered last; empty for never
 * @param why it, or one of its sources, did not answer, or what is wrong with what they told; empty if
 *     all is well
 * @param last what it said last; empty for nothing yet
 * @param whole whether all of its sources answered, and lost nothing: then what it does not tell of is
 *     not there
 */
public record NodeState(
    NodeId node,
    boolean reachable,
    Optional<Instant> lastSeen,
    Optional<String> why,
    Optional<NodeReading> last,
    boolean whole) {

  private static final String NOT_ASKED = "not asked yet";

  /** A state that is complete if the node answers and nothing is wrong. */
  public NodeState(
      NodeId node,
      boolean reachable,
      Optional<Instant> lastSeen,
      Optional<String> why,
      Optional<NodeReading> last) {
    this(node, reachable, lastSeen, why, last, reachable && why.isEmpty());
  }

  /** A node that was not asked yet. */
  public static NodeState unknown(NodeId node) {
    return new NodeState(
        node, false, Optional.empty(), Optional.of(NOT_ASKED), Optional.empty());
  }

  /** Whether it was read at least once, with or without success. */
  public boolean isAsked() {
    return !why.equals(Optional.of(NOT_ASKED));
  }

  /** The same node, after it answered. */
  public NodeState seen(NodeReading reading) {
    Optional<String> why =
        reading.troubles().stream().map(Trouble::text).reduce((one, next) -> one + "; " + next);
    return new NodeState(
        node, true, Optional.of(reading.at()), why, Optional.of(reading), reading.isWhole());
  }

  /** The same node, after it did not. */
  public NodeState silent(String reason) {
    return new NodeState(node, false, lastSeen, Optional.of(reason), last);
  }
}
