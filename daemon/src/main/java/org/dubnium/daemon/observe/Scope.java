package org.dubnium.daemon.observe;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.policy.Policy.PersistencePath;

/**
 * What an observation looks at, and how long it waits for each reading.
 *
 * @param units that systemd is asked about
 * @param paths that are looked at
 */
public record Scope(Set<UnitName> units, Set<String> paths, Duration deadline) {

  public Scope {
    units = Set.copyOf(units);
    paths = Set.copyOf(paths);
  }

  /** All that judging by this policy needs. */
  public static Scope of(Policy policy, Duration deadline) {
    return new Scope(
        policy.contracts().units(),
        policy.persistencePaths().stream().map(PersistencePath::path).collect(Collectors.toSet()),
        deadline);
  }
}
