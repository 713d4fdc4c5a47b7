package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.TIME;
import static org.dubnium.bus.codec.FieldType.UINT32;
import static org.dubnium.bus.codec.FieldType.UINT32_OR_ZERO;

import java.time.Instant;
import java.util.OptionalLong;
import org.dubnium.bus.codec.DictCodec;

/**
 * A hold in force.
 *
 * @param mode empty for every mode
 * @param uid of its owner
 * @param pid process that it is tied to; empty if it is tied to its owner's connection
 */
public record HoldInfo(
    long cookie,
    String mode,
    String direction,
    String kind,
    String who,
    String why,
    long uid,
    OptionalLong pid,
    Instant since) {
  public static final DictCodec<HoldInfo> CODEC =
      DictCodec.of(
          fields ->
              new HoldInfo(
                  fields.required("cookie", UINT32, HoldInfo::cookie),
                  fields.required("mode", TEXT, HoldInfo::mode),
                  fields.required("direction", TEXT, HoldInfo::direction),
                  fields.required("kind", TEXT, HoldInfo::kind),
                  fields.required("who", TEXT, HoldInfo::who),
                  fields.required("why", TEXT, HoldInfo::why),
                  fields.required("uid", UINT32, HoldInfo::uid),
                  fields.required("pid", UINT32_OR_ZERO, HoldInfo::pid),
                  fields.required("since", TIME, HoldInfo::since)));
}
