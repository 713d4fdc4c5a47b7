package org.dubnium.bus.wire;

import java.util.List;
import java.util.Map;

/**
 * A value with its type.
 *
 * @param signature one complete type
 * @param value a Java object of that type, see {@link LibraryValues}; a whole number is kept as
 *     what is received for its type, so that equal numbers are equal
 */
public record Variant(Signature signature, Object value) {

  public Variant {
    if (!signature.isSingle()) {
      throw new WireException("cannot make a variant of the signature \"" + signature + "\"");
    }
    value = Values.canonical(signature.text(), value);
  }

  /** A variant of a type that this program's code names. */
  public static Variant of(String signature, Object value) {
    return new Variant(Signature.of(signature), value);
  }

  public String asString() {
    return Values.string(value);
  }

  public ObjectPath asPath() {
    return Values.path(value);
  }

  public boolean asBoolean() {
    return Values.bool(value);
  }

  /** Any whole number. */
  public long asLong() {
    return Values.integer(value);
  }

  public List<String> asStrings() {
    return Values.strings(value);
  }

  /** A value of type {@code a{sv}}. */
  public Map<String, Variant> asDict() {
    return Values.dict(value);
  }

  /** A value of type {@code aa{sv}}. */
  public List<Map<String, Variant>> asDicts() {
    return Values.dicts(value);
  }
}
