package org.dubnium.daemon.classify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.classify.Clause.ClauseResult;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ClauseFinding;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.Contract.GraphicsRule;
import org.dubnium.daemon.domain.mode.Contracts;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.domain.policy.Policy;

/**
 * Tells the current mode from an observation, and from nothing else.
 *
 * <p>The base mode is the one whose target is active. Its overlay takes its place only if every
 * clause of the overlay's own holds. What identifies a mode must be known and free of conflict: its
 * target, no other mode's target, and that no graphical session is in authority where the mode
 * excludes graphics; else the mode is unknown. Any other clause that does not hold makes the mode
 * degraded, and one that cannot be told makes it unknown, with the missing reading named.
 */
public final class Classifier {

  private final Observation observation;
  private final Contracts contracts;

  private Classifier(Observation observation, Policy policy) {
    this.observation = observation;
    this.contracts = policy.contracts();
  }

  /** The current mode, with the condition that the observation alone shows. */
  public static Classification classify(Observation observation, Policy policy) {
    return new Classifier(observation, policy).classify();
  }

  /**
   * What of a mode's contract does not hold or cannot be told, whatever the current mode is. For an
   * overlay this includes what it leaves standing of its base's contract.
   */
  public static List<ClauseFinding> unmet(ModeName mode, Observation observation, Policy policy) {
    Contract contract = policy.contracts().get(mode);
    return ClauseScan.of(mode, Clauses.all(contract, policy.contracts()), observation).findings();
  }

  private Classification classify() {
    List<Contract> active = new ArrayList<>();
    List<String> inactive = new ArrayList<>();
    Set<String> missing = new LinkedHashSet<>();
    for (Contract base : bases()) {
      switch (observation.unit(Objects.requireNonNull(base.target()))) {
        case Reading.Unavailable<UnitState>(String why) -> missing.add(why);
        case Reading.Value<UnitState>(UnitState target) -> {
          if (target.isActive()) {
            active.add(base);
          } else {
            inactive.add(
                base.target() + " is " + Words.state(target) + ", so it is not " + base.name());
          }
        }
      }
    }
    ClauseScan targets = new ClauseScan(List.of(), inactive, List.of(), missing);
    if (!missing.isEmpty() || active.isEmpty()) {
      return unknown(targets, List.of());
    }
    if (active.size() > 1) {
      List<String> facts = active.stream().map(base -> base.target() + " is active").toList();
      return unknown(targets, List.of(String.join(" while ", facts)));
    }
    return onBase(active.getFirst());
  }

  private Classification onBase(Contract base) {
    if (base.graphics() == GraphicsRule.ABSENT
        && new GraphicsClause.Absent().judge(observation) instanceof ClauseResult.Unmet graphics) {
      String conflict = base.target() + " is active while " + graphics.fact();
      return unknown(scan(base), List.of(conflict));
    }
    List<Contract> held = new ArrayList<>();
    List<ClauseFinding> partial = new ArrayList<>();
    for (Contract overlay : overlaysOf(base)) {
      List<Clause> own = Clauses.own(overlay, contracts);
      ClauseScan scan = ClauseScan.of(overlay.name(), own, observation);
      if (scan.holds()) {
        held.add(overlay);
      } else if (!scan.fails()) {
        return unknown(scan, List.of());
      } else if (isPartlyUp(overlay)) {
        partial.add(inPart(overlay, scan));
      }
    }
    if (held.size() > 1) {
      String names = String.join(" and ", held.stream().map(c -> c.name().value()).toList());
      return unknown(scan(base), List.of(names + " hold in full at once"));
    }
    return held.isEmpty() ? in(base, partial) : in(held.getFirst(), List.of());
  }

  private Classification in(Contract mode, List<ClauseFinding> partial) {
    ClauseScan scan = scan(mode);
    if (!scan.missing().isEmpty()) {
      return unknown(scan, List.of());
    }
    List<String> contradicts = new ArrayList<>(scan.contradicts());
    partial.forEach(finding -> contradicts.add(finding.observed()));
    List<ClauseFinding> degradations = new ArrayList<>(scan.findings());
    degradations.addAll(partial);
    return new Classification(
        Optional.of(mode.name()),
        degradations.isEmpty() ? Condition.SETTLED : Condition.DEGRADED,
        scan.supports(),
        contradicts,
        List.of(),
        degradations,
        List.of());
  }

  private List<Contract> bases() {
    return contracts.all().stream().filter(mode -> !mode.isOverlay()).toList();
  }

  private List<Contract> overlaysOf(Contract base) {
    return contracts.all().stream()
        .filter(mode -> mode.base().filter(base.name()::equals).isPresent())
        .toList();
  }

  /** An overlay that is half there is named, though the mode is its base. */
  private boolean isPartlyUp(Contract overlay) {
    return isPartlyUp(overlay, observation);
  }

  /** Whether any of the units that an overlay wants active is on its way there or up. */
  public static boolean isPartlyUp(Contract overlay, Observation observation) {
    return overlay.unitsActive().stream()
        .map(clause -> observation.unit(clause.unit()))
        .anyMatch(
            reading -> reading instanceof Reading.Value<UnitState>(var unit) && !unit.isDown());
  }

  private static ClauseFinding inPart(Contract overlay, ClauseScan scan) {
    String observed = String.join("; ", scan.contradicts());
    return new ClauseFinding("overlay:" + overlay.name(), "in full or not at all", observed);
  }

  private ClauseScan scan(Contract mode) {
    return ClauseScan.of(mode.name(), Clauses.all(mode, contracts), observation);
  }

  private static Classification unknown(ClauseScan scan, List<String> conflicts) {
    return new Classification(
        Optional.empty(),
        Condition.UNKNOWN,
        scan.supports(),
        scan.contradicts(),
        conflicts,
        scan.findings(),
        List.copyOf(scan.missing()));
  }
}
