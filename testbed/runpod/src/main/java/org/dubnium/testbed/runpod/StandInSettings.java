package org.dubnium.testbed.runpod;

import org.dubnium.testbed.runpod.catalog.Catalog;
import org.dubnium.testbed.runpod.catalog.StandardCatalog;

/**
 * How an account is.
 *
 * @param balance USD that can be used up before 402; infinite for no end
 */
public record StandInSettings(Catalog catalog, Timing timing, RateLimits limits, double balance) {

  /** The standard catalog and the usual times, the documented limits, and money without end. */
  public static StandInSettings standard() {
    return new StandInSettings(
        StandardCatalog.catalog(),
        Timing.usual(),
        RateLimits.documented(),
        Double.POSITIVE_INFINITY);
  }

  public StandInSettings with(Catalog other) {
    return new StandInSettings(other, timing, limits, balance);
  }

  public StandInSettings with(Timing other) {
    return new StandInSettings(catalog, other, limits, balance);
  }

  public StandInSettings with(RateLimits other) {
    return new StandInSettings(catalog, timing, other, balance);
  }

  public StandInSettings withBalance(double other) {
    return new StandInSettings(catalog, timing, limits, other);
  }
}
