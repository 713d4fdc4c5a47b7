package org.dubnium.daemon.bus;

import java.util.Map;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.port.Authority;
import org.dubnium.dbus.BusException;
import org.dubnium.dbus.StandardError;
import org.dubnium.dbus.contract.Allowed;
import org.dubnium.dbus.contract.PolkitAction;
import org.dubnium.dbus.server.Call;

/** Lets a caller pass, or says why not. */
final class Gatekeeper {

  private final Authority authority;

  Gatekeeper(Authority authority) {
    this.authority = authority;
  }

  /** Returns if the caller may, asking for authentication if the call allows that. */
  void require(Call call, Caller caller, PolkitAction action, Map<String, String> details)
      throws BusException {
    boolean interactive = call.allowsInteraction();
    switch (authority.decide(caller, action.id(), details, interactive)) {
      case YES -> {}
      case NO ->
          throw StandardError.ACCESS_DENIED.because(
              "cannot allow this: polkit refuses " + action.id());
      case CHALLENGE -> {
        if (interactive) {
          throw StandardError.ACCESS_DENIED.because(
              "cannot allow this: nobody authenticated for " + action.id());
        }
        throw StandardError.INTERACTIVE_AUTHORIZATION_REQUIRED.because(
            "cannot allow this without authentication for "
                + action.id()
                + "; call again with interactive authorization allowed");
      }
    }
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
