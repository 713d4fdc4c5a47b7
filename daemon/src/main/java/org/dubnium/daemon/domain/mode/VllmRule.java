package org.dubnium.daemon.domain.mode;

/** What a contract says about the model server. */
public enum VllmRule {
  /** Active, on a host where it is enabled. */
  REQUIRED,
  /** Down. */
  FORBIDDEN,
  /** Nothing is said. */
  ANY;

  /** The unit that the rule is about. */
  public static final UnitName UNIT = new UnitName("vllm.service");
}
