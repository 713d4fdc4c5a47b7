package org.dubnium.fleet.alert;

import java.util.Map;
import java.util.TreeMap;

/** A rule that cannot be. */
public final class InvalidRuleException extends Exception {

  private static final long serialVersionUID = 1L;

  private final TreeMap<String, String> reasons;

  InvalidRuleException(Map<String, String> reasons) {
    super("cannot take the rule: " + String.join("; ", new TreeMap<>(reasons).values()));
    this.reasons = new TreeMap<>(reasons);
  }

  /** What is wrong, by the name of the field. */
  public Map<String, String> reasons() {
    return Map.copyOf(reasons);
  }
}
