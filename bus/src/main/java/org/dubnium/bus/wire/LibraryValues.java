package org.dubnium.bus.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.types.UInt64;

/**
 * Our values as dbus-java wants them. Every value is checked against its type, which dbus-java does
 * not do: one invalid message is enough for the bus to end the connection.
 *
 * <p>Java types on our side: {@code n} Short, {@code q i} Integer, {@code u x t} Long ({@code t}
 * taken as unsigned), {@code y} Byte, {@code d} Double, {@code b} Boolean, {@code s} String, {@code
 * o} {@link ObjectPath}, {@code g} {@link Signature}, {@code v} {@link Variant}, {@code ay} byte[],
 * other arrays List, dictionaries Map, structs {@link Struct}. Outgoing whole numbers may have any
 * of the whole number types. {@code h} cannot be sent.
 */
public final class LibraryValues {
  private static final int MAX_DEPTH = 64;
  private static final Type BYTE = new Type.Basic('y');

  private LibraryValues() {}

  /**
   * Values to send.
   *
   * @throws WireException if they do not fit the signature, or cannot be sent at all
   */
  public static Object[] outgoing(Signature signature, List<?> values) {
    List<Type> types = signature.types();
    if (types.size() != values.size()) {
      throw new WireException("cannot send " + values.size() + " values as \"" + signature + "\"");
    }
    Object[] converted = new Object[values.size()];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = out(types.get(i), values.get(i), 0);
    }
    return converted;
  }

  private static Object out(Type type, Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new WireException("cannot send values nested deeper than " + MAX_DEPTH);
    }
    return switch (type) {
      case Type.Basic(char code) -> outBasic(code, value, depth);
      case Type.Array(Type element) -> outArray(element, value, depth);
      case Type.Dictionary(Type.Basic key, Type entry) -> outMap(key, entry, value, depth);
      case Type.Tuple(List<Type> fields) -> outStruct(fields, value, depth);
    };
  }

  private static Object outBasic(char code, Object value, int depth) {
    return switch (code) {
      case 'y' -> value instanceof Byte ? value : (byte) ranged(value, 0, 0xff);
      case 'b' -> Values.bool(value);
      case 'n' -> ranged(value, Short.MIN_VALUE, Short.MAX_VALUE);
      case 'q' -> ranged(value, 0, 0xffff);
      case 'i' -> ranged(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case 'u' -> ranged(value, 0, 0xffff_ffffL);
      case 'x' -> Values.integer(value);
      case 't' -> unsigned(Values.integer(value));
      case 'd' -> Values.narrow(Number.class, value).doubleValue();
      case 's' -> text(Values.string(value));
      case 'o' -> Values.path(value).value();
      case 'g' -> Values.narrow(Signature.class, value).text();
      case 'v' -> outVariant(Values.narrow(Variant.class, value), depth);
      default -> throw new WireException("cannot send a value of type " + code);
    };
  }

  private static long ranged(Object value, long min, long max) {
    long number = Values.integer(value);
    if (number < min || number > max) {
      throw new WireException("cannot send " + number + ": not within " + min + " to " + max);
    }
    return number;
  }

  private static UInt64 unsigned(long value) {
    return new UInt64(value >>> 32, value & 0xffff_ffffL);
  }

  private static String text(String value) {
    if (value.indexOf('\0') >= 0) {
      throw new WireException("cannot send a string that holds a NUL");
    }
    return value;
  }

  private static Object[] outVariant(Variant variant, int depth) {
    Type type = variant.signature().types().getFirst();
    return new Object[] {variant.signature().text(), out(type, variant.value(), depth + 1)};
  }

  private static Object outArray(Type element, Object value, int depth) {
    if (value instanceof byte[] && element.equals(BYTE)) {
      return value;
    }
    List<Object> items = new ArrayList<>();
    for (Object item : Values.narrow(List.class, value)) {
      items.add(out(element, item, depth + 1));
    }
    return items;
  }

  private static Object outMap(Type.Basic key, Type entry, Object value, int depth) {
    Map<Object, Object> items = new LinkedHashMap<>();
    for (Map.Entry<?, ?> item : Values.map(value).entrySet()) {
      items.put(out(key, item.getKey(), depth + 1), out(entry, item.getValue(), depth + 1));
    }
    return items;
  }

  private static Object outStruct(List<Type> fields, Object value, int depth) {
    List<Object> items = Values.narrow(Struct.class, value).fields();
    if (items.size() != fields.size()) {
      throw new WireException(
          "cannot send a struct of " + items.size() + " fields as one of " + fields.size());
    }
    Object[] converted = new Object[items.size()];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = out(fields.get(i), items.get(i), depth + 1);
    }
    return converted;
  }
}
