package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.TEXT;

import org.dubnium.bus.codec.DictCodec;

/**
 * Something that a plan ends.
 *
 * @param kind {@code session unit process job}
 * @param name its id
 * @param detail for people: whose it is, what it does
 */
public record EndInfo(String kind, String name, String detail) {
  public static final DictCodec<EndInfo> CODEC =
      DictCodec.of(
          fields ->
              new EndInfo(
                  fields.required("kind", TEXT, EndInfo::kind),
                  fields.required("name", TEXT, EndInfo::name),
                  fields.required("detail", TEXT, EndInfo::detail)));
}
