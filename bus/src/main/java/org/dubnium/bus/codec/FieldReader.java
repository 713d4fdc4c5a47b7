package org.dubnium.bus.codec;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dubnium.bus.wire.PlainText;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;

/** Reads the fields from a dictionary that a peer sent, and checks each. */
final class FieldReader<T> extends Fields<T> {

  /** Longest piece of a peer's key in a message, in characters. */
  private static final int LONGEST_QUOTE = 80;

  private final Map<String, Variant> dict;

  /** Keys that the description has named so far. */
  private final Set<String> known;

  FieldReader(Map<String, Variant> dict) {
    this(dict, new LinkedHashSet<>());
  }

  private FieldReader(Map<String, Variant> dict, Set<String> known) {
    this.dict = dict;
    this.known = known;
  }

  /** Fails if the dictionary has a key that the description does not name. */
  void requireNoOther() {
    for (String key : dict.keySet()) {
      if (!known.contains(key)) {
        throw new WireException(PlainText.line(key, LONGEST_QUOTE) + ": known are " + known);
      }
    }
  }

  @Override
  public <V> V required(String key, FieldType<V> type, Function<T, V> get) {
    return read(key, type).orElseThrow(() -> new WireException(key + ": it is missing"));
  }

  @Override
  public <V> Optional<V> optional(String key, FieldType<V> type, Function<T, Optional<V>> get) {
    return read(key, type);
  }

  @Override
  public <V> V inline(DictCodec<V> codec, Function<T, V> get) {
    return codec.describe(new FieldReader<>(dict, known));
  }

  @Override
  public <V> Optional<V> optionalInline(
      String key, DictCodec<V> codec, Function<T, Optional<V>> get) {
    return dict.containsKey(key)
        ? Optional.of(codec.describe(new FieldReader<>(dict, known)))
        : Optional.empty();
  }

  private <V> Optional<V> read(String key, FieldType<V> type) {
    known.add(key);
    try {
      return Optional.ofNullable(dict.get(key)).map(type::read);
    } catch (WireException wrong) {
      throw new WireException(key + ": " + wrong.getMessage());
    }
  }
}
