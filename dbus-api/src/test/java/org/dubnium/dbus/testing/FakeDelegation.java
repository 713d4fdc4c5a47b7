package org.dubnium.dbus.testing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dubnium.bus.BusException;
import org.dubnium.bus.server.Call;
import org.dubnium.dbus.contract.DelegationApi;
import org.dubnium.dbus.contract.DelegationInfo;
import org.dubnium.dbus.contract.ModeError;

/** Delegation by alice, of one ticket that can be redeemed as often as one likes. */
public final class FakeDelegation implements DelegationApi {
  public static final String TICKET = "7".repeat(64);
  public static final String DELEGATION = "d".repeat(64);
  public static final DelegationInfo ALICE =
      new DelegationInfo(
          "5a1e",
          1000,
          "alice",
          "2",
          "fleet-agent.service",
          Instant.ofEpochSecond(1_700_000_000L),
          Optional.of(Instant.ofEpochSecond(1_700_000_060L)),
          Instant.ofEpochSecond(4_102_444_800L));

  /** What reached this code, past all checks. */
  public final List<String> seen = new CopyOnWriteArrayList<>();

  private volatile boolean over;

  /** From now on, no delegation is in force. */
  public void end() {
    over = true;
  }

  @Override
  public String create(Call call, String service) {
    seen.add("CreateDelegation " + service);
    return TICKET;
  }

  @Override
  public String redeem(Call call, String ticket) throws BusException {
    seen.add("RedeemDelegation " + ticket);
    if (!ticket.equals(TICKET)) {
      throw ModeError.NO_SUCH_TICKET.because("cannot redeem that ticket: used already, or too old");
    }
    return DELEGATION;
  }

  @Override
  public DelegationInfo use(Call call, String delegation) throws BusException {
    seen.add("UseDelegation " + delegation);
    if (over || !delegation.equals(DELEGATION)) {
      throw ModeError.NO_SUCH_DELEGATION.because("cannot use that delegation: it has ended");
    }
    return ALICE;
  }

  @Override
  public List<DelegationInfo> list(Call call) {
    return over ? List.of() : List.of(ALICE);
  }

  @Override
  public void revoke(Call call, String id) throws BusException {
    seen.add("RevokeDelegation " + id);
    if (!id.equals(ALICE.id())) {
      throw ModeError.NO_SUCH_DELEGATION.because("cannot find delegation " + id);
    }
    over = true;
  }
}
