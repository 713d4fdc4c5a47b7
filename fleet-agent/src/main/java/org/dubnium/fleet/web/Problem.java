package org.dubnium.fleet.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dubnium.fleet.domain.OperationException;

/** A request that is answered with an error: problem details as of RFC 9457, and {@code error}. */
public final class Problem extends Exception {

  static final String TYPE = "application/problem+json";

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<String> details;
  private final transient Map<String, String> headers;

  private Problem(
      int status, String message, List<String> details, Map<String, String> headers) {
    super(message);
    this.status = status;
    this.details = List.copyOf(details);
    this.headers = Map.copyOf(headers);
  }

  /** The problem of an operation that failed, by its kind. */
  static Problem of(OperationException refused) {
    String message = String.valueOf(refused.getMessage());
    return switch (refused.kind()) {
      case INVALID -> badRequest(message, refused.details());
      case NOT_FOUND -> notFound(message);
      case FORBIDDEN -> forbidden(message);
      case CONFLICT -> conflict(message);
      case TOO_MANY -> tooMany(message);
      case UNAVAILABLE -> unavailable(message);
    };
  }

  /** 400: what was sent makes no sense. */
  public static Problem badRequest(String message, List<String> details) {
    return new Problem(400, message, details, Map.of());
  }

  public static Problem badRequest(String message) {
    return badRequest(message, List.of());
  }

  /** 401: it is not known who asks. */
  public static Problem unauthorized(String message) {
    return new Problem(401, message, List.of(), Map.of("WWW-Authenticate", "Bearer"));
  }

  /** 403: whoever asks may not. */
  public static Problem forbidden(String message) {
    return new Problem(403, message, List.of(), Map.of());
  }

  public static Problem notFound(String message) {
    return new Problem(404, message, List.of(), Map.of());
  }

  /** 405, with the methods that the path has. */
  static Problem methodNotAllowed(String allowed) {
    return new Problem(
        405, "cannot do that here; allowed: " + allowed, List.of(), Map.of("Allow", allowed));
  }

  static Problem tooLarge(String message) {
    return new Problem(413, message, List.of(), Map.of());
  }

  /** 415: a body that is something else than JSON. */
  static Problem unsupported(String message) {
    return new Problem(415, message, List.of(), Map.of());
  }

  /** 409: it conflicts with the present state. */
  public static Problem conflict(String message) {
    return new Problem(409, message, List.of(), Map.of());
  }

  /** 429: whoever asks does so too often, or has too much already. */
  static Problem tooMany(String message) {
    return new Problem(429, message, List.of(), Map.of("Retry-After", "5"));
  }

  /** 503: something that the answer depends on does not respond. */
  public static Problem unavailable(String message) {
    return new Problem(503, message, List.of(), Map.of());
  }

  public int status() {
    return status;
  }

  /** 500: a defect, which is logged. */
  static Problem defect() {
    return new Problem(500, "cannot answer: a defect; see the journal", List.of(), Map.of());
  }

  /** The answer that tells it. */
  Response response() throws IOException {
    Response response = Response.of(status, TYPE, body(status, String.valueOf(getMessage()), details));
    for (Map.Entry<String, String> header : headers.entrySet()) {
      response = response.with(header.getKey(), header.getValue());
    }
    return response;
  }

  static byte[] body(int status, String message, List<String> details) throws IOException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", status);
    body.put("title", message);
    body.put("error", message);
    if (!details.isEmpty()) {
      body.put("details", details);
    }
    return Json.bytes(body);
  }
}
