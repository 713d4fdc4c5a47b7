package org.dubnium.fleet.telemetry.scrape.exporter;

import java.util.Set;

/** Knows what one exporter's metrics mean. */
interface Mapper {

  /** The names of metrics that it knows. It is asked only where one of them is present. */
  Set<String> names();

  /**
   * Puts what the samples say into the draft.
   *
   * @throws MappingException if they contradict each other
   */
  void map(Selection samples, ReadingDraft draft) throws MappingException;
}
