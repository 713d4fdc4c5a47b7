package org.dubnium.fleet.pod;

import java.util.Optional;

/**
 * What the pods of a declaration may cost, together. A day begins at midnight UTC, as in RunPod's
 * billing.
 *
 * @param perHour the sum of their rates
 * @param perDay spent today
 * @param total spent since the declaration was first applied
 * @param reached what is done once one of them is reached
 */
public record Budget(
    Optional<Usd> perHour, Optional<Usd> perDay, Optional<Usd> total, Reached reached) {

  /** Without a limit of its own: that of the whole fleet stands. */
  public static final Budget NONE =
      new Budget(Optional.empty(), Optional.empty(), Optional.empty(), Reached.REFUSE);

  /** What is done once a limit is reached. */
  public enum Reached {
    /** No further pod is created or started. */
    REFUSE,
    /** Nor does one run any longer: its pods are stopped. */
    STOP
  }
}
