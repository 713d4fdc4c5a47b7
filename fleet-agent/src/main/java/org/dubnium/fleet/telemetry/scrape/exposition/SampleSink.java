package org.dubnium.fleet.telemetry.scrape.exposition;

import java.util.List;

/**
 * Takes samples as they are read. What was taken counts for nothing if the text proves wrong later.
 */
public interface SampleSink {

  /** Whether samples of that name are of interest; others are checked only, which is cheaper. */
  boolean wants(String name);

  /** The labels that are of interest; of others nothing is kept, however large they are. */
  List<String> labels();

  /**
   * Takes a sample of a name that is wanted.
   *
   * @throws ExpositionException if it is more than is kept of one text, which ends the reading
   */
  void take(Sample sample) throws ExpositionException;

  /** Learns of a line that was passed over. */
  void passedOver(Flaw flaw);
}
