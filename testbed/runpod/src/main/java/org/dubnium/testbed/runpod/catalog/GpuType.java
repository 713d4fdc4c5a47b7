package org.dubnium.testbed.runpod.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A GPU that can be rented.
 *
 * @param pool its serverless pool
 * @param memory in GB
 * @param securePrice USD per hour and GPU
 * @param communityPrice USD per hour and GPU
 * @param secureMax the most GPUs of one pod
 * @param communityMax the most GPUs of one pod; 0 where the community has none
 */
public record GpuType(
    String id,
    String name,
    @Nullable String pool,
    int memory,
    double securePrice,
    double communityPrice,
    int secureMax,
    int communityMax) {

  /** The list price, USD per hour and GPU. */
  public double price(Cloud cloud) {
    return cloud == Cloud.SECURE ? securePrice : communityPrice;
  }

  /** The most GPUs of one pod. */
  public int maxCount(Cloud cloud) {
    return cloud == Cloud.SECURE ? secureMax : communityMax;
  }
}
