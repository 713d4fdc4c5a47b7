package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.dict;

import java.util.Optional;
import org.dubnium.bus.codec.DictCodec;

/**
 * The properties of {@code org.dubnium.ModeController.Models} at one moment.
 *
 * @param selected name of a model of the store, or what else the server's settings name; empty if
 *     they name none, or nobody can tell
 * @param server how the server is that serves it
 */
public record ModelsProperties(Optional<String> selected, ModelServerInfo server) {
  public static final DictCodec<ModelsProperties> CODEC =
      DictCodec.of(
          fields ->
              new ModelsProperties(
                  fields.required("Selected", TEXT.or(""), ModelsProperties::selected),
                  fields.required(
                      "Server", dict(ModelServerInfo.CODEC), ModelsProperties::server)));
}
