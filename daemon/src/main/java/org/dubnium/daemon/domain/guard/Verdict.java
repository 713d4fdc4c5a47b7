package org.dubnium.daemon.domain.guard;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dubnium.daemon.domain.text.Brief;

/** What one guard says, cut to what {@link Brief} allows. */
public sealed interface Verdict {

  /** Nothing stands against the request. */
  record Pass() implements Verdict {}

  /** Something stands against it that is expected to go by itself. */
  record Wait(String code, String message, List<String> evidence, Duration recheckAfter)
      implements Verdict {
    public Wait {
      message = Brief.message(message);
      evidence = Brief.lines(evidence);
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
      message = Brief.message(message);
      evidence = Brief.lines(evidence);
      params = Brief.parameters(params);
    }
  }

  /** The guard cannot tell, since a reading that it needs is unavailable. It blocks like a denial. */
  record Fault(String message) implements Verdict {
    public Fault {
      message = Brief.message(message);
    }
  }
}
