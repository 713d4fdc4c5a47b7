package org.dubnium.fleet.telemetry.scrape.exposition;

/**
 * Takes samples as they are read. What was taken counts for nothing if the text proves wrong later.
 */
public interface SampleSink {

  /** Whether samples of that name are of interest; others are checked only, which is cheaper. */
  boolean wants(String name);

  /** Takes a sample of a name that is wanted. */
  void take(Sample sample);
}
