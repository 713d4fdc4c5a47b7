package org.dubnium.fleet.host;

/**
 * What people let this service do in their name. The mode controller keeps it and is asked each time:
 * this service can make none. Source of all members: org.dubnium.ModeController(5).
 */
public interface Delegations {

  /**
   * Turns a ticket into what it stands for; it is of use once.
   *
   * @throws HostUnavailable {@code NoSuchTicket}, {@code LimitsExceeded}, or that nobody answers
   */
  Delegate redeem(String ticket) throws HostUnavailable, InterruptedException;

  /**
   * Checks it for something that this service does itself; that is on record there, and counts as a
   * use.
   *
   * @return the same, with when it ends now
   * @throws HostUnavailable {@code NoSuchDelegation}, {@code LimitsExceeded}, or that nobody answers
   */
  Delegate use(Delegate delegate) throws HostUnavailable, InterruptedException;

  /** Ends it. */
  void revoke(Delegate delegate) throws HostUnavailable, InterruptedException;
}
