package org.dubnium.fleet.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Variant;

/** Values of the bus as JSON has them: maps, lists, texts, numbers and flags. */
final class JsonValues {

  private JsonValues() {}

  static Map<String, Object> of(Map<String, Variant> dictionary) {
    Map<String, Object> plain = new LinkedHashMap<>();
    dictionary.forEach((key, value) -> plain.put(key, of(value)));
    return plain;
  }

  private static Object of(Object value) {
    return switch (value) {
      case Variant variant -> of(variant.value());
      case ObjectPath path -> path.value();
      case List<?> list -> list.stream().map(JsonValues::of).toList();
      case Map<?, ?> map -> {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, member) -> plain.put(String.valueOf(key), of(member)));
        yield plain;
      }
      default -> value;
    };
  }
}
