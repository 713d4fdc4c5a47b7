package org.dubnium.fleet.web;

import java.util.List;
import java.util.Map;

/** A request that is answered with an error: problem details as of RFC 9457, and {@code error}. */
public final class Problem extends Exception {

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

  /** 400: what was sent makes no sense. */
  public static Problem badRequest(String message, List<String> details) {
    return new Problem(400, message, details, Map.of());
  }

  public static Problem badRequest(String message) {
    return badRequest(message, List.of());
  }

  /** 401: nobody in particular asks. */
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

  /** 409: what is there stands against it. */
  public static Problem conflict(String message) {
    return new Problem(409, message, List.of(), Map.of());
  }

  /** 429: whoever asks does so too often, or has too much already. */
  public static Problem tooMany(String message) {
    return new Problem(429, message, List.of(), Map.of("Retry-After", "5"));
  }

  /** 503: what is needed for an answer does not answer itself. */
  public static Problem unavailable(String message) {
    return new Problem(503, message, List.of(), Map.of());
  }

  public int status() {
    return status;
  }

  List<String> details() {
    return details;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
