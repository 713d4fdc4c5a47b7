package org.dubnium.daemon.bus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.bus.BusException;
import org.dubnium.bus.server.Call;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.Grant;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.engine.Engine;
import org.dubnium.daemon.engine.Explanation;
import org.dubnium.daemon.engine.ObservationUnavailable;
import org.dubnium.daemon.engine.Reauthorisation;
import org.dubnium.daemon.engine.RequestRefused;
import org.dubnium.dbus.contract.Allowed;
import org.dubnium.dbus.contract.PolkitAction;

/**
 * Which authority a request for a mode or a model needs, more if somebody loses something by it, and
 * what it is granted with that.
 */
final class Authorisation {

  private final Engine engine;
  private final PolkitCheck gate;

  Authorisation(Engine engine, PolkitCheck gate) {
    this.engine = engine;
    this.gate = gate;
  }

  /**
   * What a request was given.
   *
   * @param explained what it would do, as it was found for that; empty if somebody was asked meanwhile,
   *     or the host could not be read
   */
  record Given(Grant grant, Optional<Explanation> explained) {}

  /**
   * Answers what the caller may do with the request, if they may make it now: what it would do on the
   * host as it was before anybody was asked. A plan that does more later needs {@link #again}; of one
   * that would do nothing, or cannot be made, nothing is granted.
   */
  Given require(Call call, Caller caller, Operation operation, Set<GuardName> bypass)
      throws BusException, RequestRefused {
    Map<String, String> details = details(operation);
    // For who may not even have it where nobody loses anything, the host is not looked at.
    PolkitAction least = actions(operation, false).getFirst();
    Allowed allowed = gate.atLeast(call, caller, least, details);
    Optional<Explanation> seen = explain(operation, new Asker(caller.uid(), bypass));
    boolean asked = false;
    for (PolkitAction action : actions(operation, isDisruptive(seen))) {
      if (allowed != Allowed.YES || action != least) {
        asked |= gate.require(call, caller, action, details);
      }
    }
    if (passesOthers(bypass, seen, caller)) {
      asked |= gate.require(call, caller, PolkitAction.BYPASS_GUARD, details);
    }
    Grant grant =
        seen.filter(explained -> !explained.reached())
            .map(explained -> explained.losses().grant())
            .orElse(Grant.NOTHING);
    return new Given(grant, asked ? Optional.empty() : seen);
  }

  /** Whether the caller may also do what the plan has come to do since; nobody is prompted. */
  boolean again(TransitionRequest request, Reauthorisation.Need need) {
    Map<String, String> details = details(request.operation());
    return actions(request.operation(), need.disruptive()).stream()
            .allMatch(action -> isGiven(request.caller(), action, details))
        && (!need.passesGuard() || isGiven(request.caller(), PolkitAction.BYPASS_GUARD, details));
  }

  private boolean isGiven(Caller caller, PolkitAction action, Map<String, String> details) {
    return gate.check(caller, action, details) == Allowed.YES;
  }

  /**
   * Whether anything is to be passed by that is not the caller's own. Who took a hold may pass it by,
   * as they may release it.
   */
  private static boolean passesOthers(
      Set<GuardName> bypass, Optional<Explanation> seen, Caller caller) {
    if (bypass.isEmpty()) {
      return false;
    }
    return !bypass.equals(Set.of(GuardName.HOLDS))
        || seen.isEmpty()
        || seen.get().losses().holds().stream()
            .anyMatch(hold -> hold.owner().uid() != caller.uid());
  }

  /** Whether the caller may have what was explained; nobody is prompted. */
  Allowed check(Caller caller, Operation operation, Explanation explained) {
    if (explained.isPlacedElsewhere()) {
      return Allowed.NA;
    }
    Allowed least = Allowed.YES;
    for (PolkitAction action : actions(operation, explained.isDisruptive())) {
      Allowed allowed = gate.check(caller, action, details(operation));
      if (allowed == Allowed.NO || least == Allowed.YES) {
        least = allowed;
      }
    }
    return least;
  }

  /** What the request would do now; empty if the host cannot be observed. */
  private Optional<Explanation> explain(Operation operation, Asker asker) throws RequestRefused {
    try {
      return Optional.of(engine.explain(operation, asker, Optional.empty()));
    } catch (ObservationUnavailable unreadable) {
      return Optional.empty();
    }
  }

  /** A request whose effect is unknown counts as disruptive. */
  private static boolean isDisruptive(Optional<Explanation> explained) {
    return explained.map(Explanation::isDisruptive).orElse(true);
  }

  /** The actions to ask about, all of which must be allowed. */
  static List<PolkitAction> actions(Operation operation, boolean disruptive) {
    return switch (operation) {
      case Operation.ModeSwitch _ ->
          List.of(disruptive ? PolkitAction.REQUEST_MODE_DISRUPTIVE : PolkitAction.REQUEST_MODE);
      case Operation.ModelSwap _ ->
          disruptive
              ? List.of(PolkitAction.MANAGE_MODELS, PolkitAction.REQUEST_MODE_DISRUPTIVE)
              : List.of(PolkitAction.MANAGE_MODELS);
    };
  }

  private Map<String, String> details(Operation operation) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("mode", operation.mode().value());
    operation.wantedModel().ifPresent(model -> details.put("model", model.value()));
    details.put(
        "current-mode",
        engine.current().map(seen -> seen.classification().modeText()).orElse("unknown"));
    return details;
  }
}
