package org.dubnium.daemon.reconcile;

import java.util.List;
import org.dubnium.daemon.classify.RepairTarget;
import org.dubnium.daemon.classify.RepairTargets;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.policy.Policy;

/** The keys that a mode's contract makes. */
public enum ContractKey implements Key {
  /** The units that must be up. */
  MODE("mode") {
    @Override
    public List<RepairTarget> demands(ModeName mode, Observation observation, Policy policy) {
      return RepairTargets.units(mode, observation, policy.contracts());
    }
  },
  /** The slices' settings. */
  SLICES("slices") {
    @Override
    public List<RepairTarget> demands(ModeName mode, Observation observation, Policy policy) {
      return RepairTargets.slices(mode, observation, policy.contracts());
    }
  };

  private final String text;

  ContractKey(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
