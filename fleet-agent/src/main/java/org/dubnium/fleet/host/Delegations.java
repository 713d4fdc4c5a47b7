package org.dubnium.fleet.host;

import org.dubnium.dbus.client.ModeControllerException;

/**
 * What people let this service do in their name. The mode controller keeps it and is asked each time:
 * this service can make none. Source of all members: org.dubnium.ModeController(5).
 */
public interface Delegations {

  /**
   * Turns a ticket into what it stands for; it is of use once.
   *
   * @throws ModeControllerException {@code NoSuchTicket}, {@code LimitsExceeded}, or that nobody answers
   */
  Delegate redeem(String ticket) throws ModeControllerException, InterruptedException;

  /**
   * Checks it for something that this service does itself; that is on record there, and counts as a
   * use.
   *
   * @return the same, with when it ends now
   * @throws ModeControllerException {@code NoSuchDelegation}, {@code LimitsExceeded}, or that nobody answers
   */
  Delegate use(Delegate delegate) throws ModeControllerException, InterruptedException;

  /** Ends it. */
  void revoke(Delegate delegate) throws ModeControllerException, InterruptedException;
}
