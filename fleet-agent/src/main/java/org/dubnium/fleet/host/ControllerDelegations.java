package org.dubnium.fleet.host;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;

/** Delegations as the mode controller of this host has them. */
public final class ControllerDelegations implements Delegations {

  private final ModeController host;

  public ControllerDelegations(ModeController host) {
    this.host = host;
  }

  @Override
  public Delegate redeem(String ticket) throws HostUnavailable, InterruptedException {
    return person(host.call("RedeemDelegation", ticket).string(0));
  }

  @Override
  public Delegate use(Delegate delegate) throws HostUnavailable, InterruptedException {
    return person(delegate.secret());
  }

  @Override
  public void revoke(Delegate delegate) throws HostUnavailable, InterruptedException {
    var _ = host.call("RevokeDelegation", delegate.id());
  }

  private Delegate person(String secret) throws HostUnavailable, InterruptedException {
    Map<String, Variant> told = host.call("UseDelegation", secret).dict(0);
    try {
      return new Delegate(
          secret,
          find(told, "id").asString(),
          find(told, "uid").asLong(),
          find(told, "user").asString(),
          find(told, "session").asString(),
          Instant.EPOCH.plus(find(told, "expires").asLong(), ChronoUnit.MICROS));
    } catch (WireException malformed) {
      throw new HostUnavailable(
          "", "cannot understand the mode controller: " + malformed.getMessage(), malformed);
    }
  }

  private static Variant find(Map<String, Variant> told, String key) {
    Variant value = told.get(key);
    if (value == null) {
      throw new WireException("it told no " + key);
    }
    return value;
  }
}
