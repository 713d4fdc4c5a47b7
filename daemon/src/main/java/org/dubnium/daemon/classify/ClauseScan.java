package org.dubnium.daemon.classify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dubnium.daemon.classify.Clause.ClauseResult;
import org.dubnium.daemon.domain.mode.ClauseFinding;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Observation;

/**
 * What an observation says about a list of clauses.
 *
 * @param supports the facts of those that hold
 * @param contradicts the facts of those that do not, against what the mode wants
 * @param findings those that do not hold or cannot be told
 * @param missing why some cannot be told, each reason once
 */
record ClauseScan(
    List<String> supports,
    List<String> contradicts,
    List<ClauseFinding> findings,
    Set<String> missing) {

  static ClauseScan of(ModeName mode, List<Clause> clauses, Observation observation) {
    List<String> supports = new ArrayList<>();
    List<String> contradicts = new ArrayList<>();
    List<ClauseFinding> findings = new ArrayList<>();
    Set<String> missing = new LinkedHashSet<>();
    for (Clause clause : clauses) {
      switch (clause.judge(observation)) {
        case ClauseResult.Met(String fact) -> supports.add(fact);
        case ClauseResult.Unmet(String observed, String fact) -> {
          contradicts.add(fact + ", but " + mode + " wants " + clause.wish());
          findings.add(new ClauseFinding(clause.name(), clause.expected(), observed));
        }
        case ClauseResult.Unknown(String why) -> {
          missing.add(why);
          findings.add(new ClauseFinding(clause.name(), clause.expected(), "unavailable: " + why));
        }
      }
    }
    return new ClauseScan(supports, contradicts, findings, missing);
  }

  /** Every clause is known to hold. */
  boolean holds() {
    return findings.isEmpty();
  }

  /** Some clause is known not to hold. */
  boolean fails() {
    return !contradicts.isEmpty();
  }
}
