package org.dubnium.daemon.classify;

import org.dubnium.daemon.domain.observation.Observation;

/** One thing that a contract wants, and how to see whether it holds. */
sealed interface Clause permits UnitClauses.Up, UnitClauses.Down, SliceClause, GraphicsClause {

  /** Such as {@code unitsActive:vllm.service}. */
  String name();

  /** What it is about: an overlay's clause replaces its base's about the same thing. */
  String about();

  /** What must be observed. */
  String expected();

  /** The same as the end of a sentence that begins with the mode: "desktop wants …". */
  String wish();

  ClauseResult judge(Observation observation);

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
}
