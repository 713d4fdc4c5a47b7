package org.dubnium.dbus.contract;

import java.util.Map;
import org.dubnium.bus.wire.Dict;
import org.dubnium.bus.wire.Variant;

/**
 * Something that a plan ends.
 *
 * @param kind {@code session unit process}
 * @param name its id
 * @param detail for people: whose it is, what it does
 */
public record EndInfo(String kind, String name, String detail) implements AsDict {

  @Override
  public Map<String, Variant> asDict() {
    return new Dict().string("kind", kind).string("name", name).string("detail", detail).toMap();
  }
}
