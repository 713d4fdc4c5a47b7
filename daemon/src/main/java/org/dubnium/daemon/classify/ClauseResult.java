package org.dubnium.daemon.classify;

/** What an observation says about one clause. */
sealed interface ClauseResult {

  /**
   * It holds, or does not count on this host.
   *
   * @param fact a short sentence for a person
   */
  record Met(String fact) implements ClauseResult {}

  /**
   * It does not hold.
   *
   * @param observed to be set against what the clause expects
   * @param fact a short sentence for a person
   */
  record Unmet(String observed, String fact) implements ClauseResult {}

  /** Nobody can tell. */
  record Unknown(String why) implements ClauseResult {}
}
