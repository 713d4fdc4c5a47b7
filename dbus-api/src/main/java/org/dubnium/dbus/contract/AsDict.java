package org.dubnium.dbus.contract;

import java.util.List;
import java.util.Map;
import org.dubnium.bus.wire.Variant;

/** Something that travels as a dictionary, with the keys that the XML documents. */
public interface AsDict {

  Map<String, Variant> asDict();

  /** A value of type {@code aa{sv}}. */
  static List<Map<String, Variant>> all(List<? extends AsDict> items) {
    return items.stream().map(AsDict::asDict).toList();
  }
}
