package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.UINT32;

import java.util.Optional;
import org.dubnium.bus.codec.DictCodec;

/**
 * Who asked for a job.
 *
 * @param unit systemd unit that they run in
 */
public record RequesterInfo(long uid, String busName, Optional<String> unit) {
  public static final DictCodec<RequesterInfo> CODEC =
      DictCodec.of(
          fields ->
              new RequesterInfo(
                  fields.required("uid", UINT32, RequesterInfo::uid),
                  fields.required("bus-name", TEXT, RequesterInfo::busName),
                  fields.required("unit", TEXT.or(""), RequesterInfo::unit)));
}
