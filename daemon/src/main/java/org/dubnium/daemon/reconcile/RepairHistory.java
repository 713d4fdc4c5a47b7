package org.dubnium.daemon.reconcile;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.policy.Policy.ReconcilePolicy;

/** How the repairs of each unit went so far, and which are under way. */
final class RepairHistory {

  private final Map<UnitName, Breaker> breakers = new HashMap<>();
  private final Map<UnitName, String> lastWords = new HashMap<>();
  private final Set<UnitName> underRepair = new HashSet<>();

  synchronized Breaker breaker(UnitName unit) {
    return breakers.getOrDefault(unit, Breaker.closed());
  }

  /** Seen as its contract wants it. */
  synchronized void well(UnitName unit, Instant now, ReconcilePolicy policy) {
    lastWords.remove(unit);
    update(unit, breaker -> breaker.well(now, policy));
  }

  synchronized Breaker update(UnitName unit, UnaryOperator<Breaker> change) {
    Breaker changed = change.apply(breaker(unit));
    breakers.put(unit, changed);
    return changed;
  }

  /** The last that was to be said about a unit, why it could not be repaired; may be empty. */
  synchronized String lastWord(UnitName unit) {
    return lastWords.getOrDefault(unit, "");
  }

  /** Answers whether that is news. */
  synchronized boolean say(UnitName unit, String word) {
    return !word.equals(lastWords.put(unit, word));
  }

  /** Answers false if a repair is under way already. */
  synchronized boolean begin(UnitName unit) {
    return underRepair.add(unit);
  }

  synchronized void end(UnitName unit) {
    underRepair.remove(unit);
  }

  synchronized boolean isUnderRepair(UnitName unit) {
    return underRepair.contains(unit);
  }

  /** A new beginning for all. What is under way goes on. */
  synchronized void forget() {
    breakers.clear();
    lastWords.clear();
  }
}
