package org.dubnium.daemon.domain.guard;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What one guard says. */
public sealed interface Verdict {

  /** Nothing stands against the request. */
  record Pass() implements Verdict {}

  /** Something stands against it that is expected to go by itself. */
  record Wait(String code, String message, List<String> evidence, Duration recheckAfter)
      implements Verdict {
    public Wait {
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * Something stands against it.
   *
   * @param code for programs, lower-case with dashes
   * @param message for people, with the culprit's name and what to do
   * @param evidence one line for each thing seen
   * @param params the culprit's facts, for programs
   */
  record Deny(String code, String message, List<String> evidence, Map<String, String> params)
      implements Verdict {
    public Deny {
      evidence = List.copyOf(evidence);
      params = Map.copyOf(params);
    }
  }

  /** The guard cannot tell, since a reading that it needs is unavailable. It blocks like a denial. */
  record Fault(String message) implements Verdict {}
}
