package org.dubnium.daemon.classify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dubnium.daemon.classify.Clause.ClauseResult;
import org.dubnium.daemon.classify.RepairTarget.State;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.Contracts;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;

/**
 * Takes from a contract what a repair may bring about. A target is not among it, since its start is a
 * transition; nor are units that must be down, and sessions.
 */
public final class RepairTargets {

  private RepairTargets() {}

  /** Of the units that must be up. */
  public static List<RepairTarget> units(ModeName mode, Observation observation, Contracts contracts) {
    return Clauses.all(contracts.get(mode), contracts).stream()
        .filter(UnitClauses.Up.class::isInstance)
        .map(UnitClauses.Up.class::cast)
        .filter(clause -> !clause.name().equals(Clauses.TARGET))
        .map(clause -> unit(clause, observation))
        .toList();
  }

  /**
   * Of the slices. There is none while a unit is up that must be down, or while one of an overlay's
   * own is not up: slices may be as they are because of it, and a unit that remembers what it finds,
   * to put it back one day, must not find what a repair has set.
   */
  public static List<RepairTarget> slices(ModeName mode, Observation observation, Contracts contracts) {
    Contract contract = contracts.get(mode);
    List<Clause> clauses = Clauses.all(contract, contracts);
    boolean othersAreDown =
        clauses.stream()
            .filter(UnitClauses.Down.class::isInstance)
            .allMatch(clause -> holds(clause, observation));
    boolean ownAreUp =
        !contract.isOverlay()
            || Clauses.own(contract, contracts).stream()
                .filter(UnitClauses.Up.class::isInstance)
                .allMatch(clause -> holds(clause, observation));
    if (!othersAreDown || !ownAreUp) {
      return List.of();
    }
    Map<UnitName, List<SliceClause>> bySlice = new TreeMap<>();
    for (Clause clause : clauses) {
      if (clause instanceof SliceClause slice) {
        bySlice.computeIfAbsent(slice.slice(), name -> new ArrayList<>()).add(slice);
      }
    }
    return bySlice.entrySet().stream()
        .map(all -> slice(all.getKey(), all.getValue(), contract, contracts, observation))
        .toList();
  }

  private static RepairTarget unit(UnitClauses.Up clause, Observation observation) {
    State state =
        switch (clause.judge(observation)) {
          case ClauseResult.Met met -> State.MET;
          case ClauseResult.Unknown unknown -> State.UNKNOWN;
          case ClauseResult.Unmet unmet ->
              observation.unit(clause.unit()) instanceof Reading.Value<UnitState>(UnitState unit)
                      && unit.isDown()
                      && !unit.hasJob()
                  ? State.UNMET
                  : State.MOVING;
        };
    return new RepairTarget(clause.unit(), List.of(clause.name()), new RepairTarget.Start(), state);
  }

  private static RepairTarget slice(
      UnitName slice,
      Collection<SliceClause> clauses,
      Contract contract,
      Contracts contracts,
      Observation observation) {
    List<ClauseResult> judged = clauses.stream().map(clause -> clause.judge(observation)).toList();
    State state = State.MET;
    if (judged.stream().anyMatch(ClauseResult.Unknown.class::isInstance)) {
      state = State.UNKNOWN;
    } else if (judged.stream().anyMatch(ClauseResult.Unmet.class::isInstance)) {
      state = State.UNMET;
    }
    SliceSettings own = settings(contract, slice);
    SliceSettings base = settings(contracts.baseOf(contract.name()), slice);
    return new RepairTarget(
        slice,
        clauses.stream().map(SliceClause::name).toList(),
        new RepairTarget.SetProperties(own.orElse(base)),
        state);
  }

  private static SliceSettings settings(Contract contract, UnitName slice) {
    return contract.slices().getOrDefault(slice, SliceSettings.NONE);
  }

  private static boolean holds(Clause clause, Observation observation) {
    return clause.judge(observation) instanceof ClauseResult.Met;
  }
}
