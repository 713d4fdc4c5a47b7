package org.dubnium.testbed.runpod;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** A call is refused. Its form in the answer is {@code ErrorResponse}. */
final class Problem extends RuntimeException {

  private static final Map<Integer, String> TITLES =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(402, "Payment Required"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(409, "Conflict"),
          Map.entry(422, "Unprocessable Entity"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"));

  private final int status;
  private final transient List<String> errors;

  Problem(int status, String detail) {
    this(status, detail, List.of());
  }

  private Problem(int status, String detail, List<String> errors) {
    super(detail, null, false, false);
    this.status = status;
    this.errors = errors;
  }

  static Problem badRequest(String detail) {
    return new Problem(400, detail);
  }

  static Problem notFound(String what) {
    return new Problem(404, what + " not found");
  }

  /** The request is not as the description has it. */
  static Problem invalid(List<String> errors) {
    return new Problem(422, "Request validation failed.", errors);
  }

  Reply reply() {
    ObjectNode body = Json.object();
    body.put("title", TITLES.getOrDefault(status, "Error"));
    body.put("status", status);
    body.put("detail", getMessage());
    if (!errors.isEmpty()) {
      ArrayNode list = body.putArray("errors");
      errors.forEach(list::add);
    }
    return Reply.problem(status, body);
  }
}
