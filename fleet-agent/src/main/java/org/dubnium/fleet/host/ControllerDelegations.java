package org.dubnium.fleet.host;

import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.dbus.contract.DelegationInfo;

/** Delegations as the mode controller of this host has them. */
public final class ControllerDelegations implements Delegations {

  private final ModeControllerClient host;

  public ControllerDelegations(ModeControllerClient host) {
    this.host = host;
  }

  @Override
  public Delegate redeem(String ticket) throws ModeControllerException, InterruptedException {
    return person(host.redeemDelegation(ticket));
  }

  @Override
  public Delegate use(Delegate delegate) throws ModeControllerException, InterruptedException {
    return person(delegate.secret());
  }

  @Override
  public void revoke(Delegate delegate) throws ModeControllerException, InterruptedException {
    host.revokeDelegation(delegate.id());
  }

  private Delegate person(String secret) throws ModeControllerException, InterruptedException {
    DelegationInfo told = host.useDelegation(secret);
    return new Delegate(
        secret, told.id(), told.uid(), told.user(), told.session(), told.expires());
  }
}
