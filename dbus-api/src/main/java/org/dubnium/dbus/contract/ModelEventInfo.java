package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.UINT32;
import static org.dubnium.bus.codec.FieldType.UINT64;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.dubnium.bus.BusException;
import org.dubnium.bus.codec.DictCodec;
import org.dubnium.bus.wire.Variant;

/**
 * Details of what the model store's tool has done, as {@code Record} takes them.
 *
 * @param source where the model was copied from
 * @param bytes of all its files
 * @param problem why it is not sound; empty if it is
 */
public record ModelEventInfo(
    Optional<String> source, OptionalLong bytes, OptionalLong files, Optional<String> problem) {
  public static final DictCodec<ModelEventInfo> CODEC =
      DictCodec.of(
          fields ->
              new ModelEventInfo(
                  fields.optional("source", TEXT, ModelEventInfo::source),
                  fields.optionalNumber("bytes", UINT64, ModelEventInfo::bytes),
                  fields.optionalNumber("files", UINT32, ModelEventInfo::files),
                  fields.optional("problem", TEXT, ModelEventInfo::problem)));

  /**
   * Reads what a caller sent.
   *
   * @throws BusException {@link ModeError#INVALID_OPTION}
   */
  public static ModelEventInfo of(Map<String, Variant> sent) throws BusException {
    ModelEventInfo details = Options.read(CODEC, sent);
    Options.requirePlain("source", details.source);
    Options.requirePlain("problem", details.problem);
    return details;
  }
}
