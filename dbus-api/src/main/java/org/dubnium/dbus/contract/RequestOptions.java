package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.DURATION;
import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.TEXTS;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.BusException;
import org.dubnium.bus.codec.DictCodec;
import org.dubnium.bus.wire.Variant;

/**
 * The options of {@code RequestMode} and {@code Explain}.
 *
 * @param reason why, for the audit log
 * @param bypass names of guards to pass over
 * @param timeout after this long the move is called off, and what it did undone
 * @param expectCurrent refuse if the current mode is another
 * @param jobs what is done about jobs of a cluster that this machine leaves: {@code wait requeue cancel}
 * @param jobsDeadline how long these may go on by themselves
 * @param onBehalfOf the delegation by which the caller asks in somebody's name
 */
public record RequestOptions(
    Optional<String> reason,
    List<String> bypass,
    Optional<Duration> timeout,
    Optional<String> expectCurrent,
    Optional<String> jobs,
    Optional<Duration> jobsDeadline,
    Optional<String> onBehalfOf) {
  public static final DictCodec<RequestOptions> CODEC =
      DictCodec.of(
          fields ->
              new RequestOptions(
                  fields.optional("reason", TEXT, RequestOptions::reason),
                  fields.optionalList("bypass", TEXTS, RequestOptions::bypass),
                  fields.optional("timeout", DURATION, RequestOptions::timeout),
                  fields.optional("expect-current", TEXT, RequestOptions::expectCurrent),
                  fields.optional("jobs", TEXT, RequestOptions::jobs),
                  fields.optional("jobs-deadline", DURATION, RequestOptions::jobsDeadline),
                  fields.optional("on-behalf-of", TEXT, RequestOptions::onBehalfOf)));

  /** Nothing in particular. */
  public static final RequestOptions NONE =
      new RequestOptions(
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public RequestOptions {
    bypass = List.copyOf(bypass);
  }

  /**
   * Reads what a caller sent.
   *
   * @throws BusException {@link ModeError#INVALID_OPTION}
   */
  public static RequestOptions of(Map<String, Variant> sent) throws BusException {
    RequestOptions options = Options.read(CODEC, sent);
    Options.requirePlain("reason", options.reason);
    Options.requirePlain("expect-current", options.expectCurrent);
    Options.requirePlain("jobs", options.jobs);
    Options.requirePlain("on-behalf-of", options.onBehalfOf);
    return options;
  }

  /** The same, with why for the audit log. */
  public RequestOptions withReason(String why) {
    return new RequestOptions(
        Optional.of(why), bypass, timeout, expectCurrent, jobs, jobsDeadline, onBehalfOf);
  }

  /** The same, in the name of whoever gave a delegation. */
  public RequestOptions inTheNameOf(Optional<String> delegation) {
    return new RequestOptions(
        reason, bypass, timeout, expectCurrent, jobs, jobsDeadline, delegation);
  }
}
