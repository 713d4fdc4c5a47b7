package org.dubnium.fleet.telemetry.scrape;

import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;

/** One place where something about a node can be read; a node may have several. */
public interface Source {

  /** The node that is read. */
  NodeId node();

  /** What is read, for messages; with the node, what tells this source from all others. */
  String name();

  /**
   * Reads it once.
   *
   * @throws SourceException if it does not answer, or not with what can be understood
   * @throws InterruptedException if the thread was interrupted, which ends the reading soon
   */
  NodeReading read() throws SourceException, InterruptedException;
}
