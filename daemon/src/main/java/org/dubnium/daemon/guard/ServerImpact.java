package org.dubnium.daemon.guard;

import org.dubnium.daemon.domain.mode.Contract.VllmRule;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;

/** What a plan has to do with the model server. */
final class ServerImpact {

  private ServerImpact() {}

  /**
   * Whether a model is selected, or a mode is entered that has one served, on a host where the server
   * takes part and reads its environment files. Where systemd was not read, it may.
   */
  static boolean begins(GuardInput input) {
    return input.plan().selection().isPresent() || entersServing(input);
  }

  private static boolean entersServing(GuardInput input) {
    return input.passage().entered().stream().anyMatch(mode -> mode.vllm() == VllmRule.REQUIRED)
        && switch (input.observation().unit(VllmRule.UNIT)) {
          case Reading.Value<UnitState>(UnitState unit) -> unit.servesByEnvironment();
          case Reading.Unavailable<UnitState> _ -> true;
        };
  }

  /** Whether a server that is up is stopped. Where systemd or logind were not read, it may be. */
  static boolean ends(GuardInput input) {
    boolean up =
        switch (input.observation().unit(VllmRule.UNIT)) {
          case Reading.Value<UnitState>(UnitState unit) -> unit.isActive();
          case Reading.Unavailable<UnitState> _ -> true;
        };
    return up
        && switch (input.effects()) {
          case Reading.Value<PlanEffects>(PlanEffects effects) ->
              effects.stopped().containsKey(VllmRule.UNIT);
          case Reading.Unavailable<PlanEffects> _ -> true;
        };
  }
}
