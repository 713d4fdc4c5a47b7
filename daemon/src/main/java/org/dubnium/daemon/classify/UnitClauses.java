package org.dubnium.daemon.classify;

import java.util.function.Function;
import org.dubnium.daemon.classify.Clause.ClauseResult;
import org.dubnium.daemon.domain.mode.Contract.VllmRule;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;

/**
 * Clauses about units. A unit with a job queued, or on its way up or down, is neither up nor down:
 * no clause about it holds until it has settled.
 */
final class UnitClauses {

  private UnitClauses() {}

  /**
   * A unit is up.
   *
   * @param whenEnabled it counts only where the unit is enabled
   */
  record Up(String name, UnitName unit, boolean whenEnabled) implements Clause {

    @Override
    public String about() {
      return unit.value();
    }

    @Override
    public String expected() {
      return "active";
    }

    @Override
    public String wish() {
      return "it active";
    }

    @Override
    public ClauseResult judge(Observation observation) {
      return stalled(judgeUnit(observation, unit, this::judge), observation);
    }

    private ClauseResult judge(UnitState state) {
      if (whenEnabled && !(state.isLoadable() && state.isEnabled())) {
        return new ClauseResult.Met(unit + " is not enabled here and does not count");
      }
      return settled(unit, state, state.isActive());
    }

    /** The model server may be up and of no use. */
    private ClauseResult stalled(ClauseResult up, Observation observation) {
      return unit.equals(VllmRule.UNIT) && up instanceof ClauseResult.Met
          ? observation
              .stall()
              .<ClauseResult>map(
                  why -> new ClauseResult.Unmet("stalled", unit + " makes no progress: " + why))
              .orElse(up)
          : up;
    }
  }

  /** A unit is down: a failed one is. */
  record Down(String name, UnitName unit) implements Clause {

    @Override
    public String about() {
      return unit.value();
    }

    @Override
    public String expected() {
      return "inactive";
    }

    @Override
    public String wish() {
      return "it inactive";
    }

    @Override
    public ClauseResult judge(Observation observation) {
      return judgeUnit(observation, unit, state -> settled(unit, state, state.isDown()));
    }
  }

  static ClauseResult judgeUnit(
      Observation observation, UnitName unit, Function<UnitState, ClauseResult> judge) {
    return switch (observation.unit(unit)) {
      case Reading.Value<UnitState>(UnitState state) -> judge.apply(state);
      case Reading.Unavailable<UnitState>(String why) -> new ClauseResult.Unknown(why);
    };
  }

  private static ClauseResult settled(UnitName unit, UnitState state, boolean asWanted) {
    String observed = Words.state(state);
    String fact = unit + " is " + observed;
    return asWanted && !state.hasJob()
        ? new ClauseResult.Met(fact)
        : new ClauseResult.Unmet(observed, fact);
  }
}
