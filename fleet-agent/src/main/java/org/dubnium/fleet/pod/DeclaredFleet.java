package org.dubnium.fleet.pod;

import java.util.List;
import java.util.Optional;

/**
 * All that is declared.
 *
 * @param fleet its id, in the names of its pods
 * @param cap what all pods of the fleet together may cost per hour; nothing is created or started
 *     that would pass it
 * @param declarations by name
 */
public record DeclaredFleet(String fleet, Usd cap, List<PodDeclaration> declarations) {

  public DeclaredFleet {
    if (!PodName.isFleet(fleet)) {
      throw new IllegalArgumentException("cannot use '" + fleet + "' as the id of a fleet");
    }
    declarations = List.copyOf(declarations);
  }

  public Optional<PodDeclaration> find(String name) {
    return declarations.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
