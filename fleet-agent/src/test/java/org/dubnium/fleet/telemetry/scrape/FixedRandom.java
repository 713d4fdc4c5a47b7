package org.dubnium.fleet.telemetry.scrape;

import java.util.random.RandomGenerator;

/** Always the same, between 0 and 1. */
record FixedRandom(double value) implements RandomGenerator {

  @Override
  public long nextLong() {
    throw new UnsupportedOperationException("only doubles are fixed");
  }

  @Override
  public double nextDouble() {
    return value;
  }
}
