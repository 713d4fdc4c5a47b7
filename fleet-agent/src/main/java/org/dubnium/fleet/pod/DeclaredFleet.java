package org.dubnium.fleet.pod;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /**
   * What is in force once the selected declarations are applied: the others stay as they were applied.
   *
   * @param applied so far
   */
  public DeclaredFleet afterApplying(Selection selection, Collection<PodDeclaration> applied) {
    return new DeclaredFleet(
        fleet,
        cap,
        declarations.stream()
            .flatMap(
                each ->
                    selection.includes(each.name())
                        ? Stream.of(each)
                        : applied.stream()
                            .filter(former -> former.name().equals(each.name()))
                            .map(former -> former.atMost(each.count())))
            .toList());
  }

  public Optional<PodDeclaration> find(String name) {
    return declarations.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
