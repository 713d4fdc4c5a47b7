package org.dubnium.daemon.reconcile;

import java.util.Optional;
import org.dubnium.daemon.classify.Classifier;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.TransitionId;

/**
 * What a repair goes by.
 *
 * @param desired the mode that is wanted
 * @param committed the transition that was over last, if it committed
 */
public record Situation(
    Observation observation,
    Classification classification,
    ModeName desired,
    Optional<TransitionId> committed) {

  /**
   * The mode whose contract may be repaired; empty if there is nothing to be repaired but at most to
   * be reported: the host is in no mode that is wanted, or on its way, or a transition has failed.
   *
   * <p>An overlay that is only half there leaves the host in its base: it is repaired all the same,
   * where it is wanted. One that is not there at all is not, since that would be to enter it.
   */
  Optional<ModeName> repairable(Policy policy) {
    boolean atRest =
        switch (classification.condition()) {
          case SETTLED, DEGRADED -> true;
          case TRANSITIONING, FAILED_TRANSITION, UNKNOWN -> false;
        };
    Optional<Contract> wanted = policy.contracts().find(desired);
    boolean inIt = classification.mode().equals(Optional.of(desired));
    boolean halfInIt =
        wanted
            .filter(contract -> contract.base().equals(classification.mode()))
            .filter(contract -> contract.isOverlay())
            .filter(contract -> Classifier.isPartlyUp(contract, observation))
            .isPresent();
    return wanted.map(Contract::name).filter(name -> atRest && (inIt || halfInIt));
  }
}
