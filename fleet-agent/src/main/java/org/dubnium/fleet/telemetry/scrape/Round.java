package org.dubnium.fleet.telemetry.scrape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;

/**
 * What was read since the last round was handed over. A node that was read twice in that time,
 * since readings are not in step with rounds, has two readings in it. Not safe for use by many
 * threads.
 */
final class Round {

  /** What several sources told of a node, by the name of the source. */
  private static final class Pending {
    private final Map<String, NodeReading> bySource = new LinkedHashMap<>();
  }

  private final int mostOfANode;
  private final Map<NodeId, List<Pending>> pending = new TreeMap<>();
  private int dropped;

  /**
   * Makes an empty one.
   *
   * @param mostOfANode how many readings of a node are kept while nobody takes them over
   */
  Round(int mostOfANode) {
    this.mostOfANode = mostOfANode;
  }

  void add(String source, NodeReading reading) {
    List<Pending> ofNode = pending.computeIfAbsent(reading.node(), ignored -> new ArrayList<>());
    for (Pending one : ofNode) {
      if (one.bySource.putIfAbsent(source, reading) == null) {
        return;
      }
    }
    if (ofNode.size() == mostOfANode) {
      ofNode.removeFirst();
      dropped++;
    }
    Pending next = new Pending();
    next.bySource.put(source, reading);
    ofNode.add(next);
  }

  /** How many readings nobody took over in time, since this was asked last. */
  int dropped() {
    int count = dropped;
    dropped = 0;
    return count;
  }

  /** All of it, ordered by node, then by time; the next round begins. */
  List<NodeReading> take() {
    List<NodeReading> readings = new ArrayList<>();
    for (List<Pending> ofNode : pending.values()) {
      ofNode.forEach(one -> readings.add(Readings.merge(one.bySource.values())));
    }
    pending.clear();
    return readings;
  }

  /** Forgets a node. */
  void remove(NodeId node) {
    pending.remove(node);
  }
}
