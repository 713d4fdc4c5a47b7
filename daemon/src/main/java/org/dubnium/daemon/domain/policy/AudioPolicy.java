package org.dubnium.daemon.domain.policy;

import java.util.List;
import java.util.Set;
import org.dubnium.daemon.domain.mode.UnitPattern;

/**
 * Which programs mean that audio is in use.
 *
 * @param processes names of programs, as the kernel has them. Anybody may choose these, so they count
 *     only for who sits at the machine
 * @param units units of the system's manager whose programs of these names count as well, whoever's
 */
public record AudioPolicy(Set<String> processes, List<UnitPattern> units) {

  public AudioPolicy {
    processes = Set.copyOf(processes);
    units = List.copyOf(units);
  }
}
