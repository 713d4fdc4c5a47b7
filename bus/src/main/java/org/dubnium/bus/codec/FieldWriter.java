package org.dubnium.bus.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dubnium.bus.wire.Variant;

/** Writes the fields of a record into a dictionary. */
final class FieldWriter<T> extends Fields<T> {

  private final T record;
  private final Map<String, Variant> dict;

  FieldWriter(T record) {
    this(record, new LinkedHashMap<>());
  }

  private FieldWriter(T record, Map<String, Variant> dict) {
    this.record = record;
    this.dict = dict;
  }

  Map<String, Variant> dict() {
    return dict;
  }

  @Override
  public <V> V required(String key, FieldType<V> type, Function<T, V> get) {
    V value = get.apply(record);
    dict.put(key, type.write(value));
    return value;
  }

  @Override
  public <V> Optional<V> optional(String key, FieldType<V> type, Function<T, Optional<V>> get) {
    Optional<V> value = get.apply(record);
    value.ifPresent(there -> dict.put(key, type.write(there)));
    return value;
  }

  @Override
  public <V> V inline(DictCodec<V> codec, Function<T, V> get) {
    return codec.describe(new FieldWriter<>(get.apply(record), dict));
  }

  @Override
  public <V> Optional<V> optionalInline(
      String key, DictCodec<V> codec, Function<T, Optional<V>> get) {
    return get.apply(record).map(there -> codec.describe(new FieldWriter<>(there, dict)));
  }
}
