package org.dubnium.fleet.telemetry.scrape;

import java.util.Optional;
import org.dubnium.fleet.domain.NodeReading;

/**
 * What is known of one source.
 *
 * @param last what it told last; empty for nothing yet
 * @param why it did not answer the last time; empty if it did, or was not asked yet
 */
record SourceState(Optional<NodeReading> last, Optional<String> why) {

  static final SourceState UNKNOWN = new SourceState(Optional.empty(), Optional.empty());

  static SourceState seen(NodeReading reading) {
    return new SourceState(Optional.of(reading), Optional.empty());
  }

  SourceState silent(String reason) {
    return new SourceState(last, Optional.of(reason));
  }

  boolean answers() {
    return why.isEmpty() && last.isPresent();
  }
}
