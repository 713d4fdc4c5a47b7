package org.dubnium.bus.wire;

import java.util.List;
import java.util.Map;

/**
 * The values that a message carries, in order. An accessor throws {@link WireException} if the
 * value is missing or of another type.
 */
public record Arguments(List<Object> values) {

  /** No values. */
  public static final Arguments NONE = new Arguments(List.of());

  public Arguments {
    values = List.copyOf(values);
  }

  public int size() {
    return values.size();
  }

  public Object get(int index) {
    if (index >= values.size()) {
      throw new WireException("expected a value at " + index + " and got " + values.size());
    }
    return values.get(index);
  }

  public String string(int index) {
    return Values.string(get(index));
  }

  public ObjectPath path(int index) {
    return Values.path(get(index));
  }

  public boolean bool(int index) {
    return Values.bool(get(index));
  }

  /** Any whole number; a {@code t} above 2⁶³ is negative. */
  public long integer(int index) {
    return Values.integer(get(index));
  }

  public Variant variant(int index) {
    return Values.narrow(Variant.class, get(index));
  }

  public List<String> strings(int index) {
    return Values.strings(get(index));
  }

  /** A value of type {@code a{sv}}. */
  public Map<String, Variant> dict(int index) {
    return Values.dict(get(index));
  }

  /** A value of type {@code aa{sv}}. */
  public List<Map<String, Variant>> dicts(int index) {
    return Values.dicts(get(index));
  }

  /** A value of type {@code a(…)}. */
  public List<Struct> structs(int index) {
    return Values.structs(get(index));
  }

  /** A value of type {@code a{oa{sa{sv}}}}: objects, their interfaces and properties. */
  public Map<ObjectPath, Map<String, Map<String, Variant>>> objects(int index) {
    return Values.objects(get(index));
  }

  /** A dictionary of anything. */
  public Map<?, ?> map(int index) {
    return Values.map(get(index));
  }
}
