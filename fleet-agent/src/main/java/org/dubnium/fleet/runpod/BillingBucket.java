package org.dubnium.fleet.runpod;

/** The length of time that one record of a bill is about: schema BillingBucketSize. */
public enum BillingBucket {
  HOUR,
  DAY,
  WEEK,
  MONTH,
  YEAR,
  /** One that this version does not know; none to ask for. */
  UNKNOWN
}
