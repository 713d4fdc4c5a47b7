package org.dubnium.daemon.bus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.engine.Engine;
import org.dubnium.daemon.engine.Explanation;
import org.dubnium.daemon.engine.ObservationUnavailable;
import org.dubnium.daemon.engine.RequestRefused;
import org.dubnium.dbus.BusException;
import org.dubnium.dbus.contract.Allowed;
import org.dubnium.dbus.contract.PolkitAction;
import org.dubnium.dbus.server.Call;

/** Which authority a request for a mode needs: more if somebody loses something by it. */
final class Authorisation {

  private final Engine engine;
  private final Gatekeeper gate;

  Authorisation(Engine engine, Gatekeeper gate) {
    this.engine = engine;
    this.gate = gate;
  }

  /** Returns if the caller may make the request now. */
  void require(Call call, Caller caller, ModeName mode, Set<GuardName> bypass)
      throws BusException, RequestRefused {
    Map<String, String> details = details(mode);
    gate.require(call, caller, action(mode, new Asker(caller.uid(), bypass)), details);
    if (!bypass.stream().allMatch(guard -> isTheirOwn(guard, caller))) {
      gate.require(call, caller, PolkitAction.BYPASS_GUARD, details);
    }
  }

  /** Who took the holds may pass them by, as they may release them. */
  private boolean isTheirOwn(GuardName guard, Caller caller) {
    return guard == GuardName.HOLDS
        && engine.holds().all().stream()
            .filter(hold -> hold.kind() == Hold.Kind.BLOCK)
            .allMatch(hold -> hold.owner().uid() == caller.uid());
  }

  /** Whether they may, without asking anybody. */
  Allowed check(Caller caller, Explanation explained) {
    return explained.isPlacedElsewhere()
        ? Allowed.NA
        : gate.check(caller, action(explained), details(explained.to()));
  }

  /** A host that cannot be read is taken for one where somebody loses something. */
  private PolkitAction action(ModeName mode, Asker asker) throws RequestRefused {
    try {
      return action(engine.explain(mode, asker, Optional.empty()));
    } catch (ObservationUnavailable unreadable) {
      return PolkitAction.REQUEST_MODE_DISRUPTIVE;
    }
  }

  private static PolkitAction action(Explanation explained) {
    return explained.isDisruptive()
        ? PolkitAction.REQUEST_MODE_DISRUPTIVE
        : PolkitAction.REQUEST_MODE;
  }

  private Map<String, String> details(ModeName mode) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("mode", mode.value());
    details.put(
        "current-mode",
        engine.current().map(seen -> seen.classification().modeText()).orElse("unknown"));
    return details;
  }
}
