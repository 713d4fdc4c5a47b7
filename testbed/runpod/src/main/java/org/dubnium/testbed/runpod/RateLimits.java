package org.dubnium.testbed.runpod;

/** How many calls a key has in each window; 0 in all of them: no limits, and no headers. */
public record RateLimits(int minute, int hour, int day) {

  /** The quotas that the API's description has as an example. */
  public static RateLimits documented() {
    return new RateLimits(60, 3000, 50_000);
  }

  /** No limits. */
  public static RateLimits none() {
    return new RateLimits(0, 0, 0);
  }
}
