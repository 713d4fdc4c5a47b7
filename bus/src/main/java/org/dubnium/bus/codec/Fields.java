package org.dubnium.bus.codec;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The fields of a record, as a {@link DictCodec.Description} names them. Each method returns the
 * field's value: of the record while it is written, of the dictionary while it is read.
 */
public abstract class Fields<T> {

  Fields() {}

  /** A field that every peer sends. */
  public abstract <V> V required(String key, FieldType<V> type, Function<T, V> get);

  /** A field that is left out while it is empty. What a later version adds must be such a field. */
  public abstract <V> Optional<V> optional(
      String key, FieldType<V> type, Function<T, Optional<V>> get);

  /** All fields of another record, in the same dictionary. */
  public abstract <V> V inline(DictCodec<V> codec, Function<T, V> get);

  /**
   * The same, left out while there is none.
   *
   * @param key one of them, which tells whether they are there
   */
  public abstract <V> Optional<V> optionalInline(
      String key, DictCodec<V> codec, Function<T, Optional<V>> get);

  /** A number that is left out while it is empty. */
  public final OptionalLong optionalNumber(
      String key, FieldType<Long> type, Function<T, OptionalLong> get) {
    return FieldType.number(
        optional(key, type, record -> get.apply(record).stream().boxed().findFirst()));
  }

  /** A list that is left out while it is empty. */
  public final <V> List<V> optionalList(
      String key, FieldType<List<V>> type, Function<T, List<V>> get) {
    return optional(
            key, type, record -> Optional.of(get.apply(record)).filter(list -> !list.isEmpty()))
        .orElse(List.of());
  }
}
