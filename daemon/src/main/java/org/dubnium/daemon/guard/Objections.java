package org.dubnium.daemon.guard;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dubnium.daemon.domain.guard.Verdict;

/**
 * What one guard has against a plan. A culprit that is known outweighs a reading that failed: it
 * would still be there if the reading came.
 */
final class Objections {

  private record Objection(String code, String message, Map<String, String> params) {}

  private final List<Objection> objections = new ArrayList<>();
  private final Set<String> unknown = new LinkedHashSet<>();

  /**
   * Something stands against the plan.
   *
   * @param message names the culprit and says what to do
   */
  void deny(String code, String message, Map<String, String> params) {
    objections.add(new Objection(code, message, params));
  }

  /** A reading that is needed failed. */
  void cannotTell(String why) {
    unknown.add(why);
  }

  /** Code and params are those of the first objection; the evidence has all. */
  Verdict verdict() {
    if (objections.isEmpty() && unknown.isEmpty()) {
      return new Verdict.Pass();
    }
    if (objections.isEmpty()) {
      return new Verdict.Fault("cannot judge: " + String.join("; ", unknown));
    }
    Objection first = objections.getFirst();
    int more = objections.size() - 1;
    return new Verdict.Deny(
        first.code(),
        more == 0 ? first.message() : first.message() + "; and " + more + " more",
        objections.stream().map(Objection::message).toList(),
        first.params());
  }
}
