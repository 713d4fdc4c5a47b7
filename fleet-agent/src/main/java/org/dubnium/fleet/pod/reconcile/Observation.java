package org.dubnium.fleet.pod.reconcile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.pod.IdleState;
import org.dubnium.fleet.pod.PodName;

/**
 * What one listing, and what goes with it, came to.
 *
 * @param input of the planner
 * @param failure why the catalog could not be read, where a plan needs it
 * @param idle by pod, of those that have an idle policy and run
 */
record Observation(
    PlannerInput input, Optional<String> failure, Map<PodName, IdleState> idle) {

  List<ObservedPod> pods() {
    return input.pods();
  }
}
