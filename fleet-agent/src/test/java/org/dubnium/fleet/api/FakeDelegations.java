package org.dubnium.fleet.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dubnium.bus.BusException;
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.fleet.host.Delegate;
import org.dubnium.fleet.host.Delegations;

/** A mode controller that knows one ticket of alice's, until it is told to refuse. */
public final class FakeDelegations implements Delegations {

  public static final String TICKET = "7".repeat(64);
  public static final Delegate ALICE =
      new Delegate("d".repeat(64), "5a1e", 1000, "alice", "2", Instant.parse("9999-01-01T00:00:00Z"));

  public final List<String> asked = new ArrayList<>();
  private Optional<String> refusal = Optional.empty();
  private Delegate person = ALICE;

  /** From now on every question ends so; empty: with an answer. */
  public void refuse(String errorName) {
    refusal = Optional.of(errorName);
  }

  /** From now on alice's delegation ends then, if it is not used before. */
  public void expires(Instant when) {
    person =
        new Delegate(
            ALICE.secret(), ALICE.id(), ALICE.uid(), ALICE.user(), ALICE.session(), when);
  }

  private void answer(String question) throws ModeControllerException {
    asked.add(question);
    if (refusal.isPresent()) {
      String name = refusal.get();
      throw new ModeControllerException(new BusException(name, "cannot do that: " + name));
    }
  }

  @Override
  public Delegate redeem(String ticket) throws ModeControllerException {
    answer("redeem");
    if (!ticket.equals(TICKET)) {
      refuse("org.dubnium.ModeController.Error.NoSuchTicket");
      answer("wrong");
    }
    return person;
  }

  @Override
  public Delegate use(Delegate delegate) throws ModeControllerException {
    answer("use " + delegate.id());
    return person;
  }

  @Override
  public void revoke(Delegate delegate) throws ModeControllerException {
    answer("revoke " + delegate.id());
  }
}
