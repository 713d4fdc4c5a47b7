package org.dubnium.fleet.telemetry.scrape;

import java.time.Duration;
import org.dubnium.fleet.domain.NodeId;

/**
 * How the readings of one source went since it is read. Written by the thread that reads it, read by
 * any.
 */
final class Tally {

  private final NodeId node;
  private final String source;
  private long readings;
  private long failures;
  private Duration last = Duration.ZERO;

  Tally(NodeId node, String source) {
    this.node = node;
    this.source = source;
  }

  synchronized void count(boolean failed, Duration took) {
    readings++;
    failures += failed ? 1 : 0;
    last = took.isNegative() ? Duration.ZERO : took;
  }

  synchronized SourceTally now() {
    return new SourceTally(node, source, readings, failures, last);
  }
}
