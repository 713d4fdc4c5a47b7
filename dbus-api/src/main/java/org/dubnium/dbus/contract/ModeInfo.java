package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.UINT32;

import java.util.Optional;
import org.dubnium.bus.codec.DictCodec;

/**
 * A mode of this host.
 *
 * @param overlay mode that it lies on
 * @param target systemd target
 * @param rank the higher, the more it disrupts
 */
public record ModeInfo(String name, Optional<String> overlay, Optional<String> target, long rank) {
  public static final DictCodec<ModeInfo> CODEC =
      DictCodec.of(
          fields ->
              new ModeInfo(
                  fields.required("name", TEXT, ModeInfo::name),
                  fields.required("overlay", TEXT.or(""), ModeInfo::overlay),
                  fields.required("target", TEXT.or(""), ModeInfo::target),
                  fields.required("rank", UINT32, ModeInfo::rank)));
}
