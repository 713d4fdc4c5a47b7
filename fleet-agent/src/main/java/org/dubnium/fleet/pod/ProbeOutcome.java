package org.dubnium.fleet.pod;

/** What the readiness probe has seen of a pod's service since the pod was started last. */
public enum ProbeOutcome {
  /** It has not answered yet, or was not asked. */
  NOT_YET,
  /** It answered when it was asked last. */
  ANSWERS,
  /** It answered once, and does not any longer. */
  LOST;

  /** The outcome after a further probe. */
  public ProbeOutcome after(boolean answered) {
    if (answered) {
      return ANSWERS;
    }
    return this == NOT_YET ? NOT_YET : LOST;
  }
}
