package org.dubnium.daemon.engine;

import org.dubnium.daemon.domain.transition.TransitionRequest;

/**
 * Asks once more whether whoever made a request may have it, now that its plan does more than was
 * granted.
 */
@FunctionalInterface
public interface Reauthorisation {

  /**
   * Where nobody can be asked, since the caller may be gone: only root may have more, whom nobody
   * authorises.
   */
  Reauthorisation ONLY_ROOT = (request, need) -> request.caller().uid() == 0;

  /**
   * What authority the plan needs now.
   *
   * @param disruptive somebody loses a session or their work by it
   * @param passesGuard a guard is passed by for something that was not there before
   */
  record Need(boolean disruptive, boolean passesGuard) {}

  /** Prompts nobody, and takes some seconds at most. */
  boolean allows(TransitionRequest request, Need need);
}
