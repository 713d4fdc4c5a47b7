package org.dubnium.bus.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Narrows decoded values to the Java types that the caller expects. */
final class Values {
  private Values() {}

  static String string(Object value) {
    return narrow(String.class, value);
  }

  static ObjectPath path(Object value) {
    return narrow(ObjectPath.class, value);
  }

  static boolean bool(Object value) {
    return narrow(Boolean.class, value);
  }

  static long integer(Object value) {
    return switch (value) {
      case Long l -> l;
      case Integer i -> i;
      case Short s -> s;
      case Byte b -> b & 0xff;
      default -> throw wrong("a whole number", value);
    };
  }

  /** The Java type that a number of the given type is received as; any other value as it is. */
  static Object canonical(String type, Object value) {
    return switch (type) {
      case "u", "x", "t" -> integer(value);
      case "i", "q" -> fitting(integer(value));
      default -> value;
    };
  }

  /** A number too large stays what it is, and is refused when it is sent. */
  private static Object fitting(long number) {
    int narrow = (int) number;
    return narrow == number ? (Object) narrow : (Object) number;
  }

  static List<String> strings(Object value) {
    return elements(String.class, value);
  }

  static List<Struct> structs(Object value) {
    return elements(Struct.class, value);
  }

  static Map<String, Variant> dict(Object value) {
    Map<String, Variant> dict = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map(value).entrySet()) {
      dict.put(string(entry.getKey()), narrow(Variant.class, entry.getValue()));
    }
    return dict;
  }

  static List<Map<String, Variant>> dicts(Object value) {
    List<Map<String, Variant>> dicts = new ArrayList<>();
    for (Object element : narrow(List.class, value)) {
      dicts.add(dict(element));
    }
    return dicts;
  }

  static Map<ObjectPath, Map<String, Map<String, Variant>>> objects(Object value) {
    Map<ObjectPath, Map<String, Map<String, Variant>>> objects = new LinkedHashMap<>();
    map(value)
        .forEach(
            (path, described) -> {
              Map<String, Map<String, Variant>> interfaces = new LinkedHashMap<>();
              map(described).forEach((name, all) -> interfaces.put(string(name), dict(all)));
              objects.put(path(path), interfaces);
            });
    return objects;
  }

  static Map<?, ?> map(Object value) {
    return narrow(Map.class, value);
  }

  private static <T> List<T> elements(Class<T> type, Object value) {
    List<T> elements = new ArrayList<>();
    for (Object element : narrow(List.class, value)) {
      elements.add(narrow(type, element));
    }
    return elements;
  }

  static <T> T narrow(Class<T> type, Object value) {
    if (!type.isInstance(value)) {
      throw wrong(type.getSimpleName(), value);
    }
    return type.cast(value);
  }

  private static WireException wrong(String expected, Object value) {
    return new WireException(
        "expected " + expected + " and got " + value.getClass().getSimpleName());
  }
}
