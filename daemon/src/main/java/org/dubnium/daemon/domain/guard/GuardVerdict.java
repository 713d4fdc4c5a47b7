package org.dubnium.daemon.domain.guard;

/**
 * A guard with what it said.
 *
 * @param bypassed the caller asked, and was allowed, to go on whatever it said
 */
public record GuardVerdict(GuardName guard, Verdict verdict, boolean bypassed) {

  /** Whether a transition may not go on because of it. */
  public boolean blocks() {
    return !bypassed && !(verdict instanceof Verdict.Pass);
  }
}
