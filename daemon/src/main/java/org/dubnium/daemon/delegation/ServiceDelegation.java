package org.dubnium.daemon.delegation;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person lets a service do: ask in their name.
 *
 * @param id its name for lists and records; it is no secret and gives nothing
 * @param service the unit
 */
public record ServiceDelegation(
    String id, PersonSession person, String service, Instant createdAt) {

  /**
   * One with its secret, which is told once.
   *
   * @param secret 64 hexadecimal digits
   */
  public record Issued(ServiceDelegation delegation, String secret) {

    /** Without the secret: whatever is logged, it is not. */
    @Override
    public String toString() {
      return "Issued[" + delegation + "]";
    }
  }

  /**
   * How one stands.
   *
   * @param lastUsed empty while it is a ticket
   * @param expires when it ends if it is not used before
   */
  public record Status(
      ServiceDelegation delegation, Optional<Instant> lastUsed, Instant expires) {}

  /** One that is over. */
  public record Ended(ServiceDelegation delegation, Why why) {

    /** Why it is. */
    public enum Why {
      /** A ticket that nobody redeemed in time. */
      NOT_REDEEMED,
      /** Not used for long. */
      IDLE,
      /** Older than any may be. */
      EXPIRED,
      /** The person logged out. */
      LOGGED_OUT,
      REVOKED,
      /** The person delegated anew, and had too many. */
      REPLACED,
      /** The configuration does not allow that service any more. */
      NOT_ALLOWED;

      public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
      }
    }
  }
}
