package org.dubnium.fleet.pod;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long a pod has been idle, by the monotonic clock. Time counts between two readings that both
 * say so. One that says nothing ends nothing and adds nothing; after {@link #UNKNOWN_FOR} without
 * one that says something, counting begins anew. No pod is stopped before people were told for the
 * whole time of grace.
 *
 * @param idleFor time counted
 * @param noticedFor how long people have been told
 * @param lastKnown monotonic time of the last reading that said something; empty if none did
 * @param lastIdle whether the last reading said that it is idle
 */
public record IdleWatch(
    Duration idleFor, Duration noticedFor, OptionalLong lastKnown, boolean lastIdle) {

  /** How long readings may say nothing until counting begins anew. */
  public static final Duration UNKNOWN_FOR = Duration.ofMinutes(5);

  /** Nothing was read yet: a pod that has just begun to run, or that another process watched. */
  public static final IdleWatch BEGUN =
      new IdleWatch(Duration.ZERO, Duration.ZERO, OptionalLong.empty(), false);

  /**
   * The watch after a reading.
   *
   * @param isKept whether somebody keeps the pod now
   */
  public IdleWatch after(IdleReading reading, IdlePolicy policy, boolean isKept, long nanoTime) {
    Optional<Boolean> isIdle = reading.isIdle();
    Duration since =
        lastKnown.isPresent()
            ? Duration.ofNanos(Math.max(0, nanoTime - lastKnown.getAsLong()))
            : Duration.ZERO;
    boolean isStale = since.compareTo(UNKNOWN_FOR) > 0;
    if (isIdle.isEmpty()) {
      return isStale ? BEGUN : new IdleWatch(idleFor, noticedFor, lastKnown, false);
    }
    OptionalLong now = OptionalLong.of(nanoTime);
    if (!isIdle.get() || isStale) {
      return new IdleWatch(Duration.ZERO, Duration.ZERO, now, isIdle.get());
    }
    Duration counted = lastIdle ? since : Duration.ZERO;
    boolean wasNoticed = !isKept && isDue(policy);
    return new IdleWatch(
        idleFor.plus(counted), wasNoticed ? noticedFor.plus(counted) : Duration.ZERO, now, true);
  }

  public IdleState state(IdlePolicy policy, boolean isKept) {
    if (!isDue(policy)) {
      return new IdleState(
          IdleState.Action.NONE,
          idleFor,
          isKept || idleFor.isZero() ? Optional.empty() : Optional.of(left(policy)));
    }
    if (isKept) {
      return new IdleState(IdleState.Action.KEPT, idleFor, Optional.empty());
    }
    Duration left = left(policy);
    return new IdleState(
        left.isZero() ? IdleState.Action.STOP : IdleState.Action.NOTICE,
        idleFor,
        Optional.of(left));
  }

  /** Whether people are to be told. */
  private boolean isDue(IdlePolicy policy) {
    return idleFor.compareTo(policy.after().minus(policy.grace())) >= 0;
  }

  private Duration left(IdlePolicy policy) {
    Duration idle = policy.after().minus(idleFor);
    Duration notice = policy.grace().minus(noticedFor);
    Duration longer = idle.compareTo(notice) > 0 ? idle : notice;
    return longer.isNegative() ? Duration.ZERO : longer;
  }
}
