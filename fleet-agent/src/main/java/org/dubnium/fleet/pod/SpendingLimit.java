package org.dubnium.fleet.pod;

/** What limits spending. */
public enum SpendingLimit {
  /** Of all pods of the fleet per hour. */
  FLEET_PER_HOUR,
  /** Of a declaration's pods per hour. */
  PER_HOUR,
  /** Of a declaration's pods per day. */
  PER_DAY,
  /** Of a declaration's pods in all. */
  TOTAL,
  /** What nobody knows the price of is not paid for. */
  UNKNOWN_PRICE
}
