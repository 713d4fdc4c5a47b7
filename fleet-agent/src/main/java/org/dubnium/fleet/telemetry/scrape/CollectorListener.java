package org.dubnium.fleet.telemetry.scrape;

import java.util.List;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;

/**
 * Learns what a {@link Collector} finds. It is called by one thread at a time, in the order of
 * events; while it takes its time, readings go on and wait for it.
 */
public interface CollectorListener {

  /**
   * A round is over.
   *
   * @param readings since the last round, ordered by node and time; of a node that was silent, none
   */
  void round(List<NodeReading> readings);

  /**
   * A node answers, or answers no more, or only some of its sources do, which was not so before.
   */
  void changed(NodeState state);

  /** A node is not in the configuration any more. */
  void removed(NodeId node);
}
