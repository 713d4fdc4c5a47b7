package org.dubnium.fleet.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The members of a JSON object by name and type. One that is required and missing, or of another type, is an
 * error that names it; others are left alone. Null counts as missing.
 */
final class Fields {

  /** Of what is named in a path of the API. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

  /** Converts an object to a record. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Fields fields) throws AnswerException;
  }

  private final JsonNode node;
  private final String path;

  /**
   * The members of an object.
   *
   * @param path by which errors name it; empty for the whole answer
   * @throws AnswerException if it is no object
   */
  Fields(JsonNode node, String path) throws AnswerException {
    if (!node.isObject()) {
      throw new AnswerException((path.isEmpty() ? "it" : path) + " is no object");
    }
    this.node = node;
    this.path = path;
  }

  /** Whether the text can be an id that a path of the API names. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  String id(String name) throws AnswerException {
    String text = text(name);
    if (!isId(text)) {
      throw wrong(name, "an id");
    }
    return text;
  }

  String text(String name) throws AnswerException {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  Optional<String> optionalText(String name) throws AnswerException {
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && !value.get().isTextual()) {
      throw wrong(name, "text");
    }
    return value.map(JsonNode::textValue);
  }

  boolean truth(String name) throws AnswerException {
    JsonNode value = value(name).orElseThrow(() -> missing(name));
    if (!value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.booleanValue();
  }

  int integer(String name) throws AnswerException {
    return optionalInteger(name).orElseThrow(() -> missing(name));
  }

  OptionalInt optionalInteger(String name) throws AnswerException {
    OptionalLong value = optionalLong(name);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    long number = value.getAsLong();
    if (number != (int) number) {
      throw wrong(name, "a whole number of that size");
    }
    return OptionalInt.of((int) number);
  }

  /** The number of that name in an object that may be missing itself. */
  static OptionalInt integerOf(Optional<Fields> object, String name) throws AnswerException {
    return object.isEmpty() ? OptionalInt.empty() : object.get().optionalInteger(name);
  }

  OptionalLong optionalLong(String name) throws AnswerException {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!value.get().canConvertToExactIntegral() || !value.get().canConvertToLong()) {
      throw wrong(name, "a whole number");
    }
    return OptionalLong.of(value.get().longValue());
  }

  double number(String name) throws AnswerException {
    JsonNode value = value(name).orElseThrow(() -> missing(name));
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(name, "a number");
    }
    return value.doubleValue();
  }

  Instant time(String name) throws AnswerException {
    return optionalTime(name).orElseThrow(() -> missing(name));
  }

  Optional<Instant> optionalTime(String name) throws AnswerException {
    Optional<String> text = optionalText(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text.get()).toInstant());
    } catch (DateTimeException e) {
      throw wrong(name, "a time");
    }
  }

  /** The constant of that name, in any case; the one for unknown for a word that has none. */
  <E extends Enum<E>> E constant(String name, Class<E> type, E unknown) throws AnswerException {
    return parse(text(name), type, unknown);
  }

  private static <E extends Enum<E>> E parse(String word, Class<E> type, E unknown) {
    String upper = word.toUpperCase(Locale.ROOT);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(upper)) {
        return constant;
      }
    }
    return unknown;
  }

  <E extends Enum<E>> Set<E> constants(String name, Class<E> type, E unknown)
      throws AnswerException {
    Set<E> constants = new TreeSet<>();
    for (String word : texts(name)) {
      constants.add(parse(word, type, unknown));
    }
    return constants;
  }

  List<String> texts(String name) throws AnswerException {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(name).orElseThrow(() -> missing(name))) {
      if (!element.isTextual()) {
        throw wrong(name, "an array of texts");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  /** The names of the members of an object. */
  Set<String> names(String name) throws AnswerException {
    Set<String> names = new TreeSet<>();
    object(name).node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  Fields object(String name) throws AnswerException {
    return optionalObject(name).orElseThrow(() -> missing(name));
  }

  Optional<Fields> optionalObject(String name) throws AnswerException {
    Optional<JsonNode> value = value(name);
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(new Fields(value.get(), place(name)));
  }

  /** A record of each element; none where there is no array. */
  <T> List<T> optionalObjects(String name, Reader<T> reader) throws AnswerException {
    List<T> records = new ArrayList<>();
    Optional<JsonNode> array = array(name);
    for (int i = 0; array.isPresent() && i < array.get().size(); i++) {
      records.add(reader.read(new Fields(array.get().path(i), place(name) + "[" + i + "]")));
    }
    return records;
  }

  private Optional<JsonNode> array(String name) throws AnswerException {
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && !value.get().isArray()) {
      throw wrong(name, "an array");
    }
    return value;
  }

  private Optional<JsonNode> value(String name) {
    JsonNode value = node.path(name);
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  private AnswerException missing(String name) {
    return new AnswerException(place(name) + " is missing");
  }

  private AnswerException wrong(String name, String type) {
    return new AnswerException(place(name) + " is not " + type);
  }

  private String place(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
