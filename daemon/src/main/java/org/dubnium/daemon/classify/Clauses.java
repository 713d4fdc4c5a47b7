package org.dubnium.daemon.classify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.Contract.UnitClause;
import org.dubnium.daemon.domain.mode.Contract.VllmRule;
import org.dubnium.daemon.domain.mode.Contracts;
import org.dubnium.daemon.domain.mode.UnitName;

/**
 * Takes a contract apart into clauses. The contract's {@code gpus} makes none: it is a condition of
 * entering, and who uses the GPUs while the mode holds is the mode's own business.
 */
final class Clauses {

  /** The name under which every display manager is known, systemd.special(7). */
  private static final UnitName DISPLAY_MANAGER = new UnitName("display-manager.service");

  /** The clause about the target by whose start a mode is entered. */
  static final String TARGET = "target";

  private Clauses() {}

  /** What the contract itself says. */
  static List<Clause> own(Contract contract, Contracts contracts) {
    List<Clause> clauses = new ArrayList<>();
    Optional.ofNullable(contract.target())
        .ifPresent(target -> clauses.add(new UnitClauses.Up(TARGET, target, false)));
    for (UnitClause clause : contract.unitsActive()) {
      String name = "unitsActive:" + clause.unit();
      clauses.add(new UnitClauses.Up(name, clause.unit(), clause.whenEnabled()));
    }
    for (UnitName unit : contract.unitsInactive()) {
      clauses.add(new UnitClauses.Down("unitsInactive:" + unit, unit));
    }
    vllm(contract).filter(clause -> !isSpokenOf(clauses, clause)).ifPresent(clauses::add);
    graphics(contract, contracts).ifPresent(clauses::add);
    contract
        .slices()
        .forEach(
            (slice, settings) -> {
              for (SliceClause.Key key : SliceClause.Key.values()) {
                key.of(settings).map(value -> new SliceClause(slice, key, value))
                    .ifPresent(clauses::add);
              }
            });
    return clauses;
  }

  /** All that must hold in the mode: for an overlay also what it leaves standing of its base. */
  static List<Clause> all(Contract contract, Contracts contracts) {
    List<Clause> clauses = new ArrayList<>(own(contract, contracts));
    Set<String> spokenOf = new HashSet<>();
    clauses.forEach(clause -> spokenOf.add(clause.about()));
    contract.base().map(contracts::get).map(base -> own(base, contracts)).orElse(List.of()).stream()
        .filter(clause -> !spokenOf.contains(clause.about()))
        .forEach(clauses::add);
    return clauses;
  }

  /** The rule adds nothing where the contract's units speak of the model server already. */
  private static Optional<Clause> vllm(Contract contract) {
    return switch (contract.vllm()) {
      case REQUIRED -> Optional.of(new UnitClauses.Up("vllm", VllmRule.UNIT, true));
      case FORBIDDEN -> Optional.of(new UnitClauses.Down("vllm", VllmRule.UNIT));
      case ANY -> Optional.empty();
    };
  }

  private static boolean isSpokenOf(List<Clause> clauses, Clause clause) {
    return clauses.stream().anyMatch(other -> other.about().equals(clause.about()));
  }

  private static Optional<Clause> graphics(Contract contract, Contracts contracts) {
    return switch (contract.graphics()) {
      case REQUIRED ->
          Optional.of(
              new GraphicsClause.Required(
                  contracts.baseOf(contract.name()).unitsActive().stream()
                      .map(UnitClause::unit)
                      .filter(DISPLAY_MANAGER::equals)
                      .findFirst()));
      case ABSENT -> Optional.of(new GraphicsClause.Absent());
      case ANY -> Optional.empty();
    };
  }
}
