package org.dubnium.daemon.reconcile;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.dubnium.daemon.classify.RepairTarget;
import org.dubnium.daemon.classify.RepairTargets;
import org.dubnium.daemon.domain.mode.Contracts;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.port.UnitManager;

/** A key that a mode's contract makes. */
public final class ContractKey implements Key {

  /** What a contract wants. */
  private interface Wanted {
    List<RepairTarget> of(ModeName mode, Observation observation, Contracts contracts);
  }

  private final String text;
  private final Wanted wanted;
  private final UnitRepair repair;

  private ContractKey(String text, Wanted wanted, UnitRepair repair) {
    this.text = text;
    this.wanted = wanted;
    this.repair = repair;
  }

  /** All: the units that must be up, and the slices' settings. */
  public static List<Key> all(UnitManager units, Supplier<Policy> policy) {
    UnitRepair repair = new UnitRepair(units, policy);
    return List.of(
        new ContractKey("mode", RepairTargets::units, repair),
        new ContractKey("slices", RepairTargets::slices, repair));
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public List<RepairTarget> demands(ModeName mode, Observation observation, Policy policy) {
    return wanted.of(mode, observation, policy.contracts());
  }

  @Override
  public RepairOutcome repair(
      ModeName mode, RepairTarget demand, CompletableFuture<Void> calledOff) {
    return repair.of(mode, demand, calledOff);
  }
}
