package org.dubnium.fleet.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.dubnium.fleet.web.Problem;

/** Why somebody asks for something, as the body of a request says, for the audit log. */
final class Reasons {

  private static final int LONGEST = 200;

  /** What is wrong where a reason cannot be used. */
  static final String BOUND = "reason: " + LONGEST + " characters at most";

  private Reasons() {}

  /** The reason, perhaps empty. */
  static String of(JsonNode body) throws Problem {
    JsonNode why = body.path("reason");
    String reason = why.asText("");
    if (!(why.isTextual() || why.isMissingNode()) || reason.length() > LONGEST) {
      throw Problem.badRequest("cannot use that reason", List.of(BOUND));
    }
    return reason;
  }
}
