package org.dubnium.fleet.slurm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What is common to Slurm's forms of JSON. */
final class SlurmJson {

  /** Some versions write bare words for values that are missing. */
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(100)
                          .maxStringLength(1 << 20)
                          .build())
                  .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .build())
          .build();

  /** The form of a number that may be unset or infinite. */
  private static final Set<String> NUMBER = Set.of("set", "infinite", "number");

  /** Most elements of a flat array: a job has one a node. */
  private static final int MOST_WORDS = 20_000;

  /** Twelve digits, as {@link SlurmTimes} reads. */
  private static final long MOST_SECONDS = 999_999_999_999L;

  private SlurmJson() {}

  /** Converts a JSON element to a record. */
  interface Maker<T> {
    T of(JsonNode element) throws SlurmException;
  }

  /**
   * A record of each element of the array of that name, made while it is read: no more than one
   * element is ever in memory, and of that no more than the members that are wanted.
   *
   * @param wanted names of members; texts, numbers, and flat arrays and objects of these
   * @throws SlurmException if it is no such document, or tells an error
   */
  static <T> List<T> elements(InputStream in, String name, Set<String> wanted, Maker<T> maker)
      throws SlurmException, IOException {
    List<T> records = new ArrayList<>();
    boolean found = false;
    try (JsonParser parser = JSON.createParser(in)) {
      // Whatever begins here instead of an object has no fields.
      var _ = parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        JsonToken value = parser.nextToken();
        if (key.equals(name)) {
          require(value == JsonToken.START_ARRAY, name);
          found = true;
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            SlurmFormat.requireRoom(records);
            records.add(maker.of(element(parser, wanted)));
          }
        } else if (key.equals("errors") && value == JsonToken.START_ARRAY) {
          requireNoError(parser);
        } else {
          parser.skipChildren();
        }
      }
      require(found && parser.currentToken() == JsonToken.END_OBJECT, name);
      return records;
    } catch (JsonProcessingException e) {
      throw new SlurmException("cannot read it as JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void require(boolean is, String name) throws SlurmException {
    if (!is) {
      throw new SlurmException("cannot find \"" + name + "\" in it");
    }
  }

  private static void requireNoError(JsonParser parser) throws SlurmException, IOException {
    if (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode error =
          parser.currentToken() == JsonToken.START_OBJECT
              ? element(parser, Set.of("description", "error"))
              : JSON.createObjectNode();
      String text = error.path("description").asText(error.path("error").asText("an error"));
      throw new SlurmException("cannot read it: Slurm says " + text);
    }
  }

  /** The wanted fields of the object that begins here. */
  private static JsonNode element(JsonParser parser, Set<String> wanted) throws IOException {
    ObjectNode element = JSON.createObjectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (!wanted.contains(key)) {
        parser.skipChildren();
      } else if (value == JsonToken.START_ARRAY) {
        element.set(key, array(parser));
      } else if (value == JsonToken.START_OBJECT) {
        element.set(key, element(parser, NUMBER));
      } else {
        element.set(key, JSON.readTree(parser));
      }
    }
    return element;
  }

  private static ArrayNode array(JsonParser parser) throws IOException {
    ArrayNode array = JSON.createArrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
      if (parser.currentToken().isScalarValue() && array.size() < MOST_WORDS) {
        array.add(parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    return array;
  }

  /** The words of that name: an array, or one text with commas between them. */
  static List<String> list(JsonNode of, String name) {
    List<String> words = new ArrayList<>();
    for (String text : words(of, name)) {
      words.addAll(List.of(text.split(",", -1)));
    }
    return words;
  }

  /**
   * The number of that name.
   *
   * @throws SlurmException if there is none
   */
  static long number(JsonNode of, String name) throws SlurmException {
    return optional(of, name)
        .orElseThrow(() -> new SlurmException("cannot find the number \"" + name + "\" in it"));
  }

  /** A plain number, or {@code {set, infinite, number}}; empty for null, unset and infinite. */
  static OptionalLong optional(JsonNode of, String name) {
    JsonNode value = of.path(name);
    if (value.isNumber()) {
      return OptionalLong.of(value.longValue());
    }
    boolean told =
        value.path("set").asBoolean()
            && !value.path("infinite").asBoolean()
            && value.path("number").isNumber();
    return told ? OptionalLong.of(value.path("number").longValue()) : OptionalLong.empty();
  }

  /**
   * A time in seconds since the epoch; empty for 0, too, by which Slurm means none.
   *
   * @throws SlurmException if it is no time that could be
   */
  static Optional<Instant> time(JsonNode of, String name) throws SlurmException {
    OptionalLong seconds = bounded(of, name, MOST_SECONDS);
    return seconds.orElse(0) == 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(seconds.getAsLong()));
  }

  /**
   * A number from 0 to a bound; empty like {@link #optional}.
   *
   * @throws SlurmException if it is beyond
   */
  static OptionalLong bounded(JsonNode of, String name, long most) throws SlurmException {
    OptionalLong value = optional(of, name);
    if (value.isPresent() && (value.getAsLong() < 0 || value.getAsLong() > most)) {
      throw new SlurmException(
          "cannot believe that \"" + name + "\" is " + value.getAsLong());
    }
    return value;
  }

  /** A text; empty for null and for none. */
  static String text(JsonNode of, String name) {
    return of.path(name).asText("");
  }

  /** The words of an array of strings, or of one string. */
  static List<String> words(JsonNode of, String name) {
    JsonNode value = of.path(name);
    if (value.isTextual()) {
      return List.of(value.textValue());
    }
    List<String> words = new ArrayList<>();
    value.forEach(word -> words.add(word.asText("")));
    return words;
  }
}
