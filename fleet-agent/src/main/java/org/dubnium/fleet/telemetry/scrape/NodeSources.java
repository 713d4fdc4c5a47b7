package org.dubnium.fleet.telemetry.scrape;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;

/**
 * The sources of one node, and what follows from them for the node. What a source that is silent
 * told earlier does not pass for a reading of now, unless the whole node is silent: then all is
 * shown that was told last. Not safe for use by many threads.
 */
final class NodeSources {

  /** How a node is, so that a change is noticed. */
  enum Health {
    UNKNOWN,
    WELL,
    /** Some of its sources do not answer, or not in full. */
    PARTIAL,
    SILENT
  }

  private final NodeId node;
  private final Map<String, SourceState> sources = new LinkedHashMap<>();
  private Health health = Health.UNKNOWN;
  private NodeState state;

  NodeSources(NodeId node) {
    this.node = node;
    this.state = NodeState.unknown(node);
  }

  void add(String source) {
    sources.putIfAbsent(source, SourceState.UNKNOWN);
  }

  /** Forgets a source; true if it was the last one. */
  boolean remove(String source) {
    sources.remove(source);
    return sources.isEmpty();
  }

  void seen(String source, NodeReading reading) {
    sources.put(source, SourceState.seen(reading));
  }

  void silent(String source, String why) {
    sources.put(source, sources.getOrDefault(source, SourceState.UNKNOWN).silent(why));
  }

  NodeState state() {
    return state;
  }

  Health health() {
    return health;
  }

  /** Draws the conclusions; true if the node is not how it was before. */
  boolean update() {
    Health before = health;
    Collection<SourceState> all = sources.values();
    List<NodeReading> now =
        all.stream().filter(SourceState::answers).flatMap(one -> one.last().stream()).toList();
    Optional<String> silent = joined(all.stream().flatMap(source -> source.why().stream()));
    if (!now.isEmpty()) {
      NodeState seen = state.seen(Readings.merge(now));
      Optional<String> why = joined(Stream.concat(silent.stream(), seen.why().stream()));
      boolean whole = silent.isEmpty() && seen.whole();
      state = new NodeState(node, true, seen.lastSeen(), why, seen.last(), whole);
      health = why.isPresent() ? Health.PARTIAL : Health.WELL;
    } else if (silent.isPresent()) {
      List<NodeReading> earlier = all.stream().flatMap(one -> one.last().stream()).toList();
      Optional<NodeReading> last =
          earlier.isEmpty() ? Optional.empty() : Optional.of(Readings.merge(earlier));
      state = new NodeState(node, false, last.map(NodeReading::at), silent, last);
      health = Health.SILENT;
    }
    return health != before;
  }

  private static Optional<String> joined(Stream<String> texts) {
    return texts.reduce((one, next) -> one + "; " + next);
  }
}
