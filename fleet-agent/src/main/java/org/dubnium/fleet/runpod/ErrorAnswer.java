package org.dubnium.fleet.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okhttp3.Response;
import org.dubnium.fleet.domain.Secret;
import org.dubnium.fleet.runpod.RunpodException.Kind;

/** Tells from an answer that is no success what kind of failure it is: schema ErrorResponse. */
final class ErrorAnswer {

  private static final int MOST_BYTES = 64 << 10;
  private static final int MOST_ERRORS = 20;

  private final ApiCall call;
  private final Secret key;
  private final Response response;
  private final RetryTime limit;
  private final Optional<RetryTime> asked;

  private ErrorAnswer(
      ApiCall call, Secret key, Response response, RateLimits limits, Instant now) {
    this.call = call;
    this.key = key;
    this.response = response;
    this.limit = RetryTime.afterLimit(response.headers(), limits, now);
    this.asked = RetryTime.asked(response.headers(), now);
  }

  /**
   * The failure that an answer is.
   *
   * @param limits that it told
   */
  static RunpodException of(
      ApiCall call, Secret key, Response response, RateLimits limits, Instant now) {
    return new ErrorAnswer(call, key, response, limits, now).exception();
  }

  private RunpodException exception() {
    Problem problem = problem();
    Kind kind = kind();
    Optional<Instant> retryAt =
        kind == Kind.RATE_LIMITED ? Optional.of(limit.at()) : asked.map(RetryTime::at);
    String said = problem.detail().isEmpty() ? "" : ": " + problem.detail();
    return new RunpodException(
        kind,
        "cannot %s: %s%s (%s)".formatted(call.purpose(), meaning(kind), said, advice(kind)),
        problem.detail(),
        problem.errors(),
        retryAt);
  }

  private Kind kind() {
    int code = response.code();
    return switch (code) {
      case 401 -> Kind.UNAUTHORIZED;
      case 402 -> Kind.INSUFFICIENT_BALANCE;
      case 403 -> Kind.FORBIDDEN;
      case 404 -> Kind.NOT_FOUND;
      case 409 -> Kind.CONFLICT;
      case 422 -> Kind.INVALID;
      case 429 -> Kind.RATE_LIMITED;
      default -> {
        // 408: the server had waited for the rest of the request, which it may have had.
        boolean refused = code >= 400 && code < 500 && code != 408;
        if (refused) {
          yield Kind.REJECTED;
        }
        if (call.changes()) {
          yield Kind.OUTCOME_UNKNOWN;
        }
        yield code >= 400 ? Kind.UNAVAILABLE : Kind.MALFORMED;
      }
    };
  }

  private String meaning(Kind kind) {
    int code = response.code();
    return switch (kind) {
      case UNAUTHORIZED -> "RunPod does not accept the API key";
      case INSUFFICIENT_BALANCE -> "the account's balance does not suffice";
      case FORBIDDEN -> "the API key may not do that";
      case NOT_FOUND -> "RunPod knows none of that id";
      case CONFLICT -> "its present state does not allow that";
      case REJECTED -> "RunPod refuses it (" + code + ")";
      case INVALID -> "RunPod finds the request invalid";
      case RATE_LIMITED -> "there were too many requests";
      case UNAVAILABLE, OUTCOME_UNKNOWN, MALFORMED ->
          response.isRedirect()
              ? "it answered " + code + ", a redirect, which is not followed"
              : "it answered " + code;
    };
  }

  private String advice(Kind kind) {
    return switch (kind) {
      case UNAUTHORIZED -> "make a new one in RunPod's console and give it to the agent";
      case INSUFFICIENT_BALANCE -> "add credit in RunPod's console";
      case FORBIDDEN -> "give the key that permission in RunPod's console";
      case NOT_FOUND -> "see what there is, and that the key is of the right account";
      case CONFLICT -> "see the status of the pod, and whether it belongs to a cluster";
      case REJECTED -> "choose another GPU type, data centre or cloud, or correct the request";
      case INVALID -> "correct the request";
      case RATE_LIMITED ->
          "try again at "
              + limit.at()
              + (limit.cut() ? "; it asks for more than a day, which is not believed)" : "");
      case UNAVAILABLE -> "try again later";
      case OUTCOME_UNKNOWN -> FailedCall.LOOK_FIRST;
      case MALFORMED -> FailedCall.SEE_ADDRESS;
    };
  }

  private record Problem(String detail, List<String> errors) {}

  /** The server's own words; none if it has not the form of a problem, or breaks off. */
  private Problem problem() {
    try {
      byte[] body = response.body().byteStream().readNBytes(MOST_BYTES);
      JsonNode json = JsonAnswer.tree(new ByteArrayInputStream(body));
      JsonNode detail = json.path("detail").isTextual() ? json.path("detail") : json.path("title");
      List<String> errors =
          json.path("errors")
              .valueStream()
              .limit(MOST_ERRORS)
              .map(error -> call.harmless(error.asText(""), key))
              .toList();
      return new Problem(call.harmless(detail.asText(""), key), errors);
    } catch (AnswerException | IOException unreadable) {
      // The status alone tells what kind of failure it is.
      return new Problem("", List.of());
    }
  }
}
