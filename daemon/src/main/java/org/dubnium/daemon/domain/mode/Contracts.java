package org.dubnium.daemon.domain.mode;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.mode.Contract.VllmRule;

/** The contracts of all modes of this host. Every overlay's base is among them, and has a target. */
public record Contracts(Map<ModeName, Contract> byName) {

  public Contracts {
    byName = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    for (Contract contract : byName.values()) {
      ModeName base = contract.overlay();
      Contract found = base == null ? contract : byName.get(base);
      if (base != null && (found == null || found.isOverlay())) {
        throw new IllegalArgumentException(
            "cannot lay mode '" + contract.name() + "' over '" + base + "': no mode with a target");
      }
    }
  }

  public Optional<Contract> find(ModeName name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The contract of a mode that is known to exist. */
  public Contract get(ModeName name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("cannot find a mode named '" + name + "'"));
  }

  /** The mode whose target carries this one: itself, or what it lies over. */
  public Contract baseOf(ModeName name) {
    Contract contract = get(name);
    return contract.base().map(this::get).orElse(contract);
  }

  public Collection<Contract> all() {
    return byName.values();
  }

  /** Every unit that some contract speaks of. */
  public Set<UnitName> units() {
    Set<UnitName> units = new LinkedHashSet<>();
    for (Contract contract : all()) {
      Optional.ofNullable(contract.target()).ifPresent(units::add);
      contract.unitsActive().forEach(clause -> units.add(clause.unit()));
      units.addAll(contract.unitsInactive());
      units.addAll(contract.slices().keySet());
      if (contract.vllm() != VllmRule.ANY) {
        units.add(VllmRule.UNIT);
      }
    }
    return units;
  }
}
