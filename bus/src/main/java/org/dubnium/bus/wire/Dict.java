package org.dubnium.bus.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a value of type {@code a{sv}}, in the order of the calls. */
public final class Dict {
  private final Map<String, Variant> entries = new LinkedHashMap<>();

  public Dict put(String key, Variant value) {
    entries.put(key, value);
    return this;
  }

  public Dict string(String key, String value) {
    return put(key, Variant.of("s", value));
  }

  /** Leaves the key out if there is no value. */
  public Dict string(String key, Optional<String> value) {
    value.ifPresent(text -> string(key, text));
    return this;
  }

  public Dict path(String key, ObjectPath value) {
    return put(key, Variant.of("o", value));
  }

  public Dict bool(String key, boolean value) {
    return put(key, Variant.of("b", value));
  }

  /** A number from 0 to 2³²−1. */
  public Dict uint32(String key, long value) {
    return put(key, Variant.of("u", value));
  }

  /** A number that is taken as unsigned. */
  public Dict uint64(String key, long value) {
    return put(key, Variant.of("t", value));
  }

  public Dict strings(String key, List<String> value) {
    return put(key, Variant.of("as", List.copyOf(value)));
  }

  public Dict dict(String key, Map<String, Variant> value) {
    return put(key, Variant.of("a{sv}", value));
  }

  public Dict dicts(String key, List<Map<String, Variant>> value) {
    return put(key, Variant.of("aa{sv}", List.copyOf(value)));
  }

  public Map<String, Variant> toMap() {
    return new LinkedHashMap<>(entries);
  }
}
