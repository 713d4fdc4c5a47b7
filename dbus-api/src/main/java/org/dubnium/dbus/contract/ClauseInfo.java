package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.TEXT;

import org.dubnium.bus.codec.DictCodec;

/** A clause of a contract that does not hold. */
public record ClauseInfo(String clause, String expected, String observed) {
  public static final DictCodec<ClauseInfo> CODEC =
      DictCodec.of(
          fields ->
              new ClauseInfo(
                  fields.required("clause", TEXT, ClauseInfo::clause),
                  fields.required("expected", TEXT, ClauseInfo::expected),
                  fields.required("observed", TEXT, ClauseInfo::observed)));
}
