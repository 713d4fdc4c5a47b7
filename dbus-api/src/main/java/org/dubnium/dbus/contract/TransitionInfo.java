package org.dubnium.dbus.contract;

import java.time.Instant;
import java.util.Map;
import org.dubnium.bus.wire.Dict;
import org.dubnium.bus.wire.Variant;

/**
 * A transition that is over.
 *
 * @param requested mode that was asked for
 * @param from mode before, or {@code unknown}
 * @param to mode that a fresh observation showed after it, or {@code unknown}
 * @param code why it ended so, for programs
 * @param uid of whoever asked
 * @param condition that the observation showed
 */
public record TransitionInfo(
    String id,
    String requested,
    String from,
    String to,
    String outcome,
    String code,
    String message,
    Instant started,
    Instant finished,
    long uid,
    String condition)
    implements AsDict {

  @Override
  public Map<String, Variant> asDict() {
    return new Dict()
        .string("id", id)
        .string("requested", requested)
        .string("from", from)
        .string("to", to)
        .string("outcome", outcome)
        .string("code", code)
        .string("message", message)
        .uint64("started", Micros.of(started))
        .uint64("finished", Micros.of(finished))
        .uint32("uid", uid)
        .string("condition", condition)
        .toMap();
  }
}
