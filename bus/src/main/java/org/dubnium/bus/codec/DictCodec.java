package org.dubnium.bus.codec;

import java.util.List;
import java.util.Map;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;

/**
 * How a record travels as a dictionary of type {@code a{sv}}. Its fields are described once, and the
 * description is used in both directions: to write, each field is taken from the record, and to read,
 * from the dictionary.
 */
public final class DictCodec<T> {

  /** Names the fields of a record, in the order of the dictionary, and makes a record of them. */
  @FunctionalInterface
  public interface Description<T> {
    T describe(Fields<T> fields);
  }

  private final Description<T> description;

  private DictCodec(Description<T> description) {
    this.description = description;
  }

  public static <T> DictCodec<T> of(Description<T> description) {
    return new DictCodec<>(description);
  }

  /** The dictionary of a record. */
  public Map<String, Variant> write(T record) {
    FieldWriter<T> writer = new FieldWriter<>(record);
    var _ = describe(writer);
    return writer.dict();
  }

  /** A value of type {@code aa{sv}}. */
  public List<Map<String, Variant>> writeAll(List<T> records) {
    return records.stream().map(this::write).toList();
  }

  /**
   * The record of a dictionary. Keys that are not described are ignored: a newer peer may send more.
   *
   * @throws WireException if a key is missing, or its value is of another type or out of bounds; it
   *     names the key
   */
  public T read(Map<String, Variant> dict) {
    return describe(new FieldReader<>(dict));
  }

  /**
   * The record of a dictionary in which every key must be described.
   *
   * @throws WireException likewise, or if there is another key
   */
  public T readExactly(Map<String, Variant> dict) {
    FieldReader<T> reader = new FieldReader<>(dict);
    T record = describe(reader);
    reader.requireNoOther();
    return record;
  }

  /**
   * The records of a value of type {@code aa{sv}}.
   *
   * @throws WireException likewise, or if there are more than {@link FieldType#MOST_ITEMS}
   */
  public List<T> readAll(List<Map<String, Variant>> dicts) {
    FieldType.requireFew(dicts.size());
    return dicts.stream().map(this::read).toList();
  }

  /** Runs the description over fields that may share a dictionary with those of another record. */
  T describe(Fields<T> fields) {
    return description.describe(fields);
  }
}
