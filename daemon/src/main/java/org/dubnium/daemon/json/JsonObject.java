package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonTokenId;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that is read strictly: what is asked for must be there and of its type, and what
 * nobody asked for is refused by {@link #end}. Every failure names the place in the document.
 */
public final class JsonObject {

  private final String path;
  private final Map<String, @Nullable Object> members;
  private final Set<String> asked = new HashSet<>();

  private JsonObject(String path, Map<String, @Nullable Object> members) {
    this.path = path;
    this.members = members;
  }

  /** Reads a document that is one object and nothing else. */
  public static JsonObject parse(byte[] text) throws JsonFormatException {
    return parse(text, 0, text.length);
  }

  /** Likewise, of a part of the array. */
  public static JsonObject parse(byte[] text, int offset, int length) throws JsonFormatException {
    try (JsonParser parser = Json.FACTORY.createParser(text, offset, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonFormatException("cannot read it: it is not a JSON object");
      }
      Map<String, @Nullable Object> members = object(parser);
      if (parser.nextToken() != null) {
        throw new JsonFormatException("cannot read it: something follows the JSON object");
      }
      return new JsonObject("", members);
    } catch (JacksonException e) {
      throw new JsonFormatException("cannot read it as JSON: " + e.getOriginalMessage(), e);
    } catch (JsonFormatException e) {
      throw e;
    } catch (IOException e) {
      throw new JsonFormatException("cannot read it as JSON: " + e.getMessage(), e);
    }
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return members;
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentTokenId()) {
      case JsonTokenId.ID_START_OBJECT -> object(parser);
      case JsonTokenId.ID_START_ARRAY -> array(parser);
      case JsonTokenId.ID_STRING -> parser.getText();
      case JsonTokenId.ID_NUMBER_INT -> parser.getLongValue();
      case JsonTokenId.ID_NUMBER_FLOAT -> parser.getDoubleValue();
      case JsonTokenId.ID_TRUE -> true;
      case JsonTokenId.ID_FALSE -> false;
      case JsonTokenId.ID_NULL -> null;
      default -> throw new JsonFormatException("cannot read it as JSON: it breaks off");
    };
  }

  private static List<@Nullable Object> array(JsonParser parser) throws IOException {
    List<@Nullable Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }

  public String string(String name) throws JsonFormatException {
    return require(name, String.class, "a string");
  }

  public long number(String name) throws JsonFormatException {
    return require(name, Long.class, "a whole number");
  }

  /** A whole number that fits an int. */
  public int integer(String name) throws JsonFormatException {
    long number = number(name);
    if (number != (int) number) {
      throw wrong(name, number + " is out of range");
    }
    return (int) number;
  }

  public boolean flag(String name) throws JsonFormatException {
    return require(name, Boolean.class, "true or false");
  }

  public JsonObject object(String name) throws JsonFormatException {
    return child(place(name), require(name, Map.class, "an object"));
  }

  /** A member that must be there, but may be null. */
  public Optional<String> optionalString(String name) throws JsonFormatException {
    return isNull(name) ? Optional.empty() : Optional.of(string(name));
  }

  public Optional<Long> optionalNumber(String name) throws JsonFormatException {
    return isNull(name) ? Optional.empty() : Optional.of(number(name));
  }

  public Optional<Boolean> optionalFlag(String name) throws JsonFormatException {
    return isNull(name) ? Optional.empty() : Optional.of(flag(name));
  }

  public Optional<JsonObject> optionalObject(String name) throws JsonFormatException {
    return isNull(name) ? Optional.empty() : Optional.of(object(name));
  }

  public List<String> strings(String name) throws JsonFormatException {
    List<String> strings = new ArrayList<>();
    for (Object element : require(name, List.class, "a list")) {
      if (!(element instanceof String string)) {
        throw wrong(name, "a list of strings is wanted");
      }
      strings.add(string);
    }
    return strings;
  }

  public List<JsonObject> objects(String name) throws JsonFormatException {
    List<JsonObject> objects = new ArrayList<>();
    for (Object element : require(name, List.class, "a list")) {
      if (!(element instanceof Map<?, ?> map)) {
        throw wrong(name, "a list of objects is wanted");
      }
      objects.add(child(place(name) + "[" + objects.size() + "]", map));
    }
    return objects;
  }

  /** A member of an object whose members are all strings, by name. */
  public Map<String, String> stringMap(String name) throws JsonFormatException {
    JsonObject object = object(name);
    Map<String, String> strings = new LinkedHashMap<>();
    for (String key : object.members.keySet()) {
      strings.put(key, object.string(key));
    }
    return strings;
  }

  /** A string that stands for something; the function refuses what it cannot understand. */
  public <T> T value(String name, Function<String, T> parse) throws JsonFormatException {
    return parsed(name, string(name), parse);
  }

  /** A list of strings that each stand for something. */
  public <T> List<T> values(String name, Function<String, T> parse) throws JsonFormatException {
    List<T> values = new ArrayList<>();
    for (String text : strings(name)) {
      values.add(parsed(name, text, parse));
    }
    return values;
  }

  private <T> T parsed(String name, String text, Function<String, T> parse)
      throws JsonFormatException {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new JsonFormatException(
          "cannot read " + place(name) + ": '" + text + "' does not belong there", e);
    }
  }

  public <T> Optional<T> optionalValue(String name, Function<String, T> parse)
      throws JsonFormatException {
    return isNull(name) ? Optional.empty() : Optional.of(value(name, parse));
  }

  /** One of these, told by its text. */
  public <T> T oneOf(String name, T[] all, Function<T, String> text) throws JsonFormatException {
    String wanted = string(name);
    for (T candidate : all) {
      if (text.apply(candidate).equals(wanted)) {
        return candidate;
      }
    }
    throw wrong(name, "'" + wanted + "' is unknown");
  }

  /** Refuses the object if it has a member that was not asked for. */
  public void end() throws JsonFormatException {
    for (String name : members.keySet()) {
      if (!asked.contains(name)) {
        throw wrong(name, "it does not belong there");
      }
    }
  }

  /** A failure at a member of this object. */
  public JsonFormatException wrong(String name, String fault) {
    return new JsonFormatException("cannot read " + place(name) + ": " + fault);
  }

  private String place(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Whether there is a member of this name, null or not. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  private boolean isNull(String name) throws JsonFormatException {
    asked.add(name);
    if (!members.containsKey(name)) {
      throw wrong(name, "it is missing");
    }
    return members.get(name) == null;
  }

  private <T> T require(String name, Class<T> type, String wanted) throws JsonFormatException {
    asked.add(name);
    Object found = members.get(name);
    if (found == null) {
      throw wrong(name, "it is missing");
    }
    if (!type.isInstance(found)) {
      throw wrong(name, wanted + " is wanted");
    }
    return type.cast(found);
  }

  private static JsonObject child(String path, Map<?, ?> map) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    map.forEach((key, value) -> members.put(String.valueOf(key), value));
    return new JsonObject(path, members);
  }
}
