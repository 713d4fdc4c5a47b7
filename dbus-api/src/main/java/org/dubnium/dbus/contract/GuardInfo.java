package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.FLAG;
import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.TEXTS;
import static org.dubnium.bus.codec.FieldType.VARIANTS;

import java.util.List;
import java.util.Map;
import org.dubnium.bus.codec.DictCodec;
import org.dubnium.bus.wire.Variant;

/**
 * A guard's verdict.
 *
 * @param verdict {@code pass wait deny error}
 * @param code why, for programs
 * @param message why, for people
 * @param evidence what it saw, one line each
 * @param params numbers and names behind the code
 */
public record GuardInfo(
    String name,
    String verdict,
    String code,
    String message,
    boolean bypassable,
    boolean bypassed,
    List<String> evidence,
    Map<String, Variant> params) {
  public static final DictCodec<GuardInfo> CODEC =
      DictCodec.of(
          fields ->
              new GuardInfo(
                  fields.required("name", TEXT, GuardInfo::name),
                  fields.required("verdict", TEXT, GuardInfo::verdict),
                  fields.required("code", TEXT, GuardInfo::code),
                  fields.required("message", TEXT, GuardInfo::message),
                  fields.required("bypassable", FLAG, GuardInfo::bypassable),
                  fields.required("bypassed", FLAG, GuardInfo::bypassed),
                  fields.required("evidence", TEXTS, GuardInfo::evidence),
                  fields.required("params", VARIANTS, GuardInfo::params)));

  public GuardInfo {
    evidence = List.copyOf(evidence);
    params = Map.copyOf(params);
  }
}
