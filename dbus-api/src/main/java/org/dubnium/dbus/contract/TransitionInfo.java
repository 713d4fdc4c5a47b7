package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.TIME;
import static org.dubnium.bus.codec.FieldType.UINT32;

import java.time.Instant;
import java.util.Optional;
import org.dubnium.bus.codec.DictCodec;

/**
 * A transition that is over.
 *
 * @param requested mode that was asked for
 * @param model that was to be served, of a swap; empty of a switch
 * @param former what was served before, of a swap; empty if nothing was, or nobody could tell
 * @param from mode before, or {@code unknown}
 * @param to mode that a fresh observation showed after it, or {@code unknown}
 * @param code why it ended so, for programs
 * @param uid of whoever asked
 * @param condition that the observation showed
 */
public record TransitionInfo(
    String id,
    String requested,
    Optional<String> model,
    Optional<String> former,
    String from,
    String to,
    String outcome,
    String code,
    String message,
    Instant started,
    Instant finished,
    long uid,
    String condition) {
  public static final DictCodec<TransitionInfo> CODEC =
      DictCodec.of(
          fields ->
              new TransitionInfo(
                  fields.required("id", TEXT, TransitionInfo::id),
                  fields.required("requested", TEXT, TransitionInfo::requested),
                  fields.optional("model", TEXT, TransitionInfo::model),
                  fields.optional("former-model", TEXT, TransitionInfo::former),
                  fields.required("from", TEXT, TransitionInfo::from),
                  fields.required("to", TEXT, TransitionInfo::to),
                  fields.required("outcome", TEXT, TransitionInfo::outcome),
                  fields.required("code", TEXT, TransitionInfo::code),
                  fields.required("message", TEXT, TransitionInfo::message),
                  fields.required("started", TIME, TransitionInfo::started),
                  fields.required("finished", TIME, TransitionInfo::finished),
                  fields.required("uid", UINT32, TransitionInfo::uid),
                  fields.required("condition", TEXT, TransitionInfo::condition)));
}
