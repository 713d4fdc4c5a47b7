package org.dubnium.daemon.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.common.config.Place;
import org.dubnium.common.config.Problems;
import org.dubnium.common.config.Suggestion;
import org.dubnium.daemon.config.ModesReader.Mode;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.Contract.GraphicsRule;
import org.dubnium.daemon.domain.mode.Contract.UnitClause;
import org.dubnium.daemon.domain.mode.Contract.VllmRule;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.UnitName;

/** What must be right between modes, and between the clauses of one. */
final class ModeChecks {

  private final List<Mode> modes;
  private final Problems problems;
  private final Map<ModeName, Contract> byName = new HashMap<>();

  ModeChecks(List<Mode> modes, Problems problems) {
    this.modes = modes;
    this.problems = problems;
    modes.forEach(mode -> byName.put(mode.contract().name(), mode.contract()));
  }

  void run() {
    modes.forEach(this::checkUnits);
    modes.forEach(this::checkVllm);
    modes.forEach(this::checkOverlay);
    checkTargets();
  }

  private void checkUnits(Mode mode) {
    Contract contract = mode.contract();
    Set<UnitName> up = new HashSet<>();
    Optional.ofNullable(contract.target()).ifPresent(up::add);
    contract.unitsActive().forEach(clause -> up.add(clause.unit()));
    for (UnitName unit : contract.unitsInactive()) {
      if (up.contains(unit)) {
        problems.add(
            mode.section().placeOf("unitsInactive"),
            "cannot want %s both active and inactive (take one out)".formatted(unit));
      }
    }
  }

  private void checkVllm(Mode mode) {
    Contract contract = mode.contract();
    boolean up =
        contract.unitsActive().stream().map(UnitClause::unit).anyMatch(VllmRule.UNIT::equals);
    boolean down = contract.unitsInactive().contains(VllmRule.UNIT);
    if ((contract.vllm() == VllmRule.REQUIRED && down)
        || (contract.vllm() == VllmRule.FORBIDDEN && up)) {
      problems.add(
          mode.section().placeOf("vllm"),
          "cannot agree with what the mode's units say of %s (change one)"
              .formatted(VllmRule.UNIT));
    }
  }

  private void checkTargets() {
    Map<UnitName, ModeName> owners = new HashMap<>();
    for (Mode mode : modes) {
      UnitName target = mode.contract().target();
      if (target == null) {
        continue;
      }
      ModeName owner = owners.putIfAbsent(target, mode.contract().name());
      if (owner != null) {
        problems.add(
            mode.section().placeOf("target"),
            "cannot use %s: it is the target of mode '%s' (each mode needs its own)"
                .formatted(target, owner));
      }
    }
  }

  private void checkOverlay(Mode mode) {
    Contract contract = mode.contract();
    ModeName base = contract.overlay();
    if (base == null) {
      return;
    }
    Place place = mode.section().placeOf("overlay");
    Contract below = byName.get(base);
    if (below == null) {
      problems.add(
          place,
          "cannot lay it over '%s': there is no such mode %s"
              .formatted(base, Suggestion.among(bases(), base.value())));
    } else if (below.isOverlay()) {
      problems.add(place, overlayOnOverlay(contract, below));
    } else if (contradicts(contract.graphics(), below.graphics())) {
      problems.add(
          mode.section().placeOf("graphics"),
          "cannot want other graphics than '%s', which it lies over (leave it out)"
              .formatted(base));
    }
    if (contract.unitsActive().stream().allMatch(UnitClause::whenEnabled)) {
      problems.add(
          mode.section().placeOf("unitsActive"),
          "cannot tell an overlay from its base without a unit of its own (name one that is always"
              + " active in it)");
    }
  }

  private String overlayOnOverlay(Contract overlay, Contract below) {
    List<String> chain = new ArrayList<>();
    Optional<Contract> at = Optional.of(overlay);
    while (at.isPresent() && !chain.contains(at.get().name().value())) {
      chain.add(at.get().name().value());
      at = at.get().base().map(byName::get);
    }
    if (at.isPresent()) {
      chain.add(at.get().name().value());
      return "cannot lay modes over each other in a circle: %s (give one of them a target)"
          .formatted(String.join(" → ", chain));
    }
    return "cannot lay it over '%s', which is an overlay itself (lay it over one of: %s)"
        .formatted(below.name(), String.join(", ", bases()));
  }

  private static boolean contradicts(GraphicsRule one, GraphicsRule other) {
    return one != GraphicsRule.ANY && other != GraphicsRule.ANY && one != other;
  }

  private List<String> bases() {
    return byName.values().stream()
        .filter(contract -> !contract.isOverlay())
        .map(contract -> contract.name().value())
        .sorted()
        .toList();
  }
}
