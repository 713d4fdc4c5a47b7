package org.dubnium.fleet.service;

import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.logs.LogEntry;

/**
 * The lines that were added since the last batch.
 *
 * @param lost how many lines were left out before these, as they were not fetched in time
 * @param entries the oldest first
 * @param end why nothing more comes; empty while something may
 */
public record LogBatch(long lost, List<LogEntry> entries, Optional<String> end) {

  public LogBatch {
    entries = List.copyOf(entries);
  }

  public boolean isEmpty() {
    return lost == 0 && entries.isEmpty();
  }
}
