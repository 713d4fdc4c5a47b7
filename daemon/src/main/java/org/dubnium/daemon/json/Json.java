package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Optional;
import org.dubnium.daemon.domain.observation.Reading;

/** Writes JSON, and the few shapes that recur in every document of the daemon. */
public final class Json {

  /** The {@code schema} of every document; a change that breaks a reader raises it. */
  public static final int SCHEMA = 1;

  /** Longest document, in bytes: more than any host needs, and what a heap of 24 MiB bears. */
  public static final int LONGEST_DOCUMENT = 2 << 20;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // It is read by recursion, on small stacks; no document of ours is half as deep.
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build())
          // A document that breaks off must look broken, not be closed neatly.
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .build();

  private static final DateTimeFormatter RFC3339 =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** Writes something to a generator. */
  @FunctionalInterface
  public interface Writer {
    void write(JsonGenerator json) throws IOException;
  }

  /** Writes a value to a generator, as a value and without a name. */
  @FunctionalInterface
  public interface ValueWriter<T> {
    void write(JsonGenerator json, T value) throws IOException;
  }

  private Json() {}

  /** JSON on one line, without a newline. */
  public static byte[] encode(Writer writer) throws IOException {
    return encode(LONGEST_DOCUMENT, writer);
  }

  /**
   * Likewise, of bounded length.
   *
   * @param most bytes
   * @throws JsonTooLongException if it is longer
   */
  public static byte[] encode(int most, Writer writer) throws IOException {
    BoundedBytes bytes = new BoundedBytes(most);
    try (JsonGenerator json = generator(bytes)) {
      writer.write(json);
    }
    return bytes.all();
  }

  private static JsonGenerator generator(BoundedBytes bytes) throws IOException {
    return new EncodableText(FACTORY.createGenerator(bytes));
  }

  /**
   * A document for files: an object with {@code schema}, {@code writtenAt} and these members.
   *
   * @throws JsonTooLongException if it is longer than {@link #LONGEST_DOCUMENT}
   */
  public static byte[] document(Instant writtenAt, Writer members) throws IOException {
    BoundedBytes bytes = new BoundedBytes(LONGEST_DOCUMENT);
    try (JsonGenerator json = generator(bytes)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeNumberField("schema", SCHEMA);
      json.writeStringField("writtenAt", time(writtenAt));
      members.write(json);
      json.writeEndObject();
      json.writeRaw('\n');
    }
    return bytes.all();
  }

  /** RFC 3339 in UTC with microseconds. */
  public static String time(Instant instant) {
    return RFC3339.format(instant);
  }

  /** A member that is a string, or null. */
  public static void optional(JsonGenerator json, String name, Optional<?> value)
      throws IOException {
    json.writeStringField(name, value.map(Object::toString).orElse(null));
  }

  /** A member that is a list of the values' texts. */
  public static void texts(JsonGenerator json, String name, Collection<?> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Object value : values) {
      json.writeString(value.toString());
    }
    json.writeEndArray();
  }

  /** A member that is a list. */
  public static <T> void list(
      JsonGenerator json, String name, Collection<T> values, ValueWriter<T> writer)
      throws IOException {
    json.writeFieldName(name);
    list(json, values, writer);
  }

  static <T> void list(JsonGenerator json, Collection<T> values, ValueWriter<T> writer)
      throws IOException {
    json.writeStartArray();
    for (T value : values) {
      writer.write(json, value);
    }
    json.writeEndArray();
  }

  /** A member that is a reading. */
  public static <T> void reading(
      JsonGenerator json, String name, Reading<T> reading, ValueWriter<T> writer)
      throws IOException {
    json.writeFieldName(name);
    reading(json, reading, writer);
  }

  static <T> void reading(JsonGenerator json, Reading<T> reading, ValueWriter<T> writer)
      throws IOException {
    json.writeStartObject();
    switch (reading) {
      case Reading.Value<T>(T value) -> {
        json.writeFieldName("value");
        writer.write(json, value);
      }
      case Reading.Unavailable<T>(String why) -> json.writeStringField("unavailable", why);
    }
    json.writeEndObject();
  }
}
