package org.dubnium.fleet.runpod;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.dubnium.common.io.BoundedInput;
import org.dubnium.fleet.domain.Secret;
import org.dubnium.fleet.runpod.RunpodException.Kind;

/** Tells what kind of failure a call is that got no answer, or none that can be read. */
final class FailedCall {

  static final String LOOK_FIRST =
      "it may have been done all the same: look what there is before you ask again";
  static final String SEE_ADDRESS = "see that the configured address is RunPod's";

  private FailedCall() {}

  /** The connection failed, or the time was up. */
  static RunpodException connection(
      ApiCall call, Secret key, CallProgress progress, Deadlines deadlines, IOException failure) {
    if (failure instanceof BoundedInput.TooLongException tooLong) {
      return answer(call, new AnswerException(String.valueOf(tooLong.getMessage())));
    }
    if (progress.isUnsent(failure)) {
      return of(
          call,
          Kind.UNAVAILABLE,
          "RunPod cannot be reached: " + reason(call, key, deadlines.connect(), failure),
          "nothing was sent: see the network, and try again later");
    }
    Duration deadline = call.changes() ? deadlines.change() : deadlines.question();
    String reason = "the answer did not come, or broke off: " + reason(call, key, deadline, failure);
    return call.changes()
        ? of(call, Kind.OUTCOME_UNKNOWN, reason, LOOK_FIRST)
        : of(call, Kind.UNAVAILABLE, reason, "try again later");
  }

  /** The answer came and cannot be understood. */
  static RunpodException answer(ApiCall call, AnswerException failure) {
    String reason = "the answer cannot be understood: " + failure.getMessage();
    return call.changes()
        ? of(call, Kind.OUTCOME_UNKNOWN, reason, LOOK_FIRST)
        : of(call, Kind.MALFORMED, reason, SEE_ADDRESS);
  }

  private static RunpodException of(ApiCall call, Kind kind, String reason, String advice) {
    return new RunpodException(
        kind, "cannot %s: %s (%s)".formatted(call.purpose(), reason, advice));
  }

  private static String reason(
      ApiCall call, Secret key, Duration deadline, IOException failure) {
    if (failure instanceof InterruptedIOException) {
      return "nothing came within " + deadline.toSeconds() + " s";
    }
    if (failure instanceof UnknownHostException) {
      return "nobody knows a host of that name";
    }
    String message = failure.getMessage();
    return message == null
        ? failure.getClass().getSimpleName()
        : call.harmless(message, key);
  }
}
