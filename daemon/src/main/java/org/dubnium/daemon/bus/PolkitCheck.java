package org.dubnium.daemon.bus;

import java.util.Map;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.server.Call;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.port.Authority;
import org.dubnium.dbus.contract.Allowed;
import org.dubnium.dbus.contract.PolkitAction;

/** Lets a caller pass, or says why not. */
final class PolkitCheck {

  private final Authority authority;

  PolkitCheck(Authority authority) {
    this.authority = authority;
  }

  /**
   * Returns if the caller may, asking for authentication if that is needed and the call allows it.
   *
   * @return whether somebody was asked: the host may have changed while they typed
   */
  boolean require(Call call, Caller caller, PolkitAction action, Map<String, String> details)
      throws BusException {
    Authority.Decision unasked = authority.decide(caller, action.id(), details, false);
    boolean asks = unasked == Authority.Decision.CHALLENGE && call.allowsInteraction();
    switch (asks ? authority.decide(caller, action.id(), details, true) : unasked) {
      case YES -> {}
      case NO -> throw refused(action);
      case CHALLENGE -> throw unauthenticated(call, action);
    }
    return asks;
  }

  /**
   * What {@link #require} would say, without asking anybody, if the caller may, or may once somebody
   * has authenticated.
   *
   * @throws BusException if nothing can come of this call
   */
  Allowed atLeast(Call call, Caller caller, PolkitAction action, Map<String, String> details)
      throws BusException {
    Allowed allowed = check(caller, action, details);
    if (allowed == Allowed.NO) {
      throw refused(action);
    }
    if (allowed == Allowed.CHALLENGE && !call.allowsInteraction()) {
      throw unauthenticated(call, action);
    }
    return allowed;
  }

  private static BusException refused(PolkitAction action) {
    return StandardError.ACCESS_DENIED.because(
        "cannot allow this: polkit refuses " + action.id());
  }

  private static BusException unauthenticated(Call call, PolkitAction action) {
    return call.allowsInteraction()
        ? StandardError.ACCESS_DENIED.because(
            "cannot allow this: nobody authenticated for " + action.id())
        : StandardError.INTERACTIVE_AUTHORIZATION_REQUIRED.because(
            "cannot allow this without authentication for "
                + action.id()
                + "; call again with interactive authorization allowed");
  }

  /** What {@link #require} would say, without asking anybody. */
  Allowed check(Caller caller, PolkitAction action, Map<String, String> details) {
    return switch (authority.decide(caller, action.id(), details, false)) {
      case YES -> Allowed.YES;
      case NO -> Allowed.NO;
      case CHALLENGE -> Allowed.CHALLENGE;
    };
  }
}
