package org.dubnium.bus.wire;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Zero or more complete types, such as {@code sa{sv}}. Always valid. */
public final class Signature {

  /** No values at all. */
  public static final Signature EMPTY = new Signature("");

  /** Longest signature in bytes (D-Bus specification, "Valid Signatures"). */
  static final int MAX_LENGTH = 255;

  /** Signatures of our own code: few, and used over and over. */
  private static final Map<String, Signature> KNOWN = new ConcurrentHashMap<>();

  private final String text;
  private final List<Type> types;

  private Signature(String text) {
    this.text = text;
    this.types = SignatureParser.parse(text);
  }

  /**
   * A signature that this program's code names. Remembered for good, so never pass what a stranger
   * sent.
   */
  public static Signature of(String text) {
    return text.isEmpty() ? EMPTY : KNOWN.computeIfAbsent(text, Signature::new);
  }

  /**
   * A signature that came from outside.
   *
   * @throws WireException if it is not valid
   */
  public static Signature parse(String text) {
    Signature known = KNOWN.get(text);
    return known == null ? new Signature(text) : known;
  }

  public String text() {
    return text;
  }

  List<Type> types() {
    return types;
  }

  /** Whether it is exactly one complete type, as a variant or a property needs. */
  public boolean isSingle() {
    return types.size() == 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Signature that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
