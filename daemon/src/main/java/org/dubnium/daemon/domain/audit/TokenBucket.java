package org.dubnium.daemon.domain.audit;

import java.time.Duration;
import java.time.Instant;

/**
 * A rate limit: what is taken comes back at a steady rate, up to a capacity. More may be taken than is
 * there, which leaves a debt; nothing new should be begun until it is paid. Not for several threads.
 */
public final class TokenBucket {

  private final double capacity;
  private final double perSecond;
  private double balance;
  private Instant counted;

  /**
   * A full one.
   *
   * @param perSecond how much comes back
   */
  public TokenBucket(long capacity, long perSecond, Instant now) {
    this.capacity = capacity;
    this.perSecond = perSecond;
    this.balance = capacity;
    this.counted = now;
  }

  /** Takes so much; the debt is never larger than the capacity. */
  public void take(Instant now, long amount) {
    count(now);
    balance = Math.max(-capacity, balance - amount);
  }

  /** How long until something may be begun; zero if it may be now. */
  public Duration untilPaid(Instant now) {
    count(now);
    return balance > 0
        ? Duration.ZERO
        : Duration.ofMillis((long) Math.ceil((1 - balance) * 1000 / perSecond));
  }

  public boolean isFull(Instant now) {
    count(now);
    return balance >= capacity;
  }

  /** A clock that was set back gives nothing. */
  private void count(Instant now) {
    Duration passed = Duration.between(counted, now);
    if (passed.isPositive()) {
      balance = Math.min(capacity, balance + passed.toMillis() * perSecond / 1000);
    }
    counted = now;
  }
}
