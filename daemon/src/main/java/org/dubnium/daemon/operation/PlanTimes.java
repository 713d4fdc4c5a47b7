package org.dubnium.daemon.operation;

import java.time.Duration;
import java.util.Comparator;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.policy.Policy;

/**
 * Longest times.
 *
 * @param systemdJob for a job that stops something or sets properties
 * @param gpuRelease for a GPU to be released
 * @param restart for starting again what was stopped: it may have a model to load
 * @param assertion for the host to show a mode once all is done for it
 */
record PlanTimes(
    Duration systemdJob, Duration gpuRelease, Duration restart, Duration assertion) {

  static PlanTimes of(Policy policy) {
    Duration restart =
        policy.contracts().all().stream()
            .map(Contract::settleTimeout)
            .max(Comparator.naturalOrder())
            .orElse(policy.stepTimeout());
    return new PlanTimes(
        policy.stepTimeout(), policy.release().timeout(), restart, policy.assertTimeout());
  }
}
