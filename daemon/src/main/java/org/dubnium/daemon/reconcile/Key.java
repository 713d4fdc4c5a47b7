package org.dubnium.daemon.reconcile;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dubnium.daemon.classify.RepairTarget;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.policy.Policy;

/** What is reconciled as one: what it wants of the host, and how that is brought about. */
public interface Key {

  /** As the audit log has it. */
  String text();

  /** All that it wants of the host while this mode holds, met or not. Pure. */
  List<RepairTarget> demands(ModeName mode, Observation observation, Policy policy);

  /**
   * Brings about what a demand wants, on record already. Whether it took effect is seen by the caller.
   *
   * @param calledOff completes when it has to end at once
   */
  RepairOutcome repair(ModeName mode, RepairTarget demand, CompletableFuture<Void> calledOff);
}
