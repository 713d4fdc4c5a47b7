package org.dubnium.daemon.delegation;

import java.util.Locale;

/** A grant that is over. */
public record EndedGrant(Grant grant, Why why) {

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
