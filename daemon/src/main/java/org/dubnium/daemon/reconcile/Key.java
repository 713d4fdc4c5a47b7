package org.dubnium.daemon.reconcile;

import java.util.List;
import org.dubnium.daemon.classify.RepairTarget;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.policy.Policy;

/** What is reconciled as one. */
public interface Key {

  /** As the audit log has it. */
  String text();

  /** All that it wants of the host while this mode holds, met or not. Pure. */
  List<RepairTarget> demands(ModeName mode, Observation observation, Policy policy);
}
