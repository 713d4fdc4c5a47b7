package org.dubnium.daemon.domain.policy;

import java.time.Duration;
import java.util.Set;

/**
 * What people may delegate.
 *
 * @param services units that may ask in somebody's name, if that person lets them
 * @param idle a delegation that was not used for so long has ended
 * @param life longest time that one holds, however much it is used
 */
public record DelegationPolicy(Set<String> services, Duration idle, Duration life) {

  public DelegationPolicy {
    services = Set.copyOf(services);
  }
}
