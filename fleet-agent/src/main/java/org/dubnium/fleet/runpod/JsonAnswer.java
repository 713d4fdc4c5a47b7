package org.dubnium.fleet.runpod;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the JSON of an answer. A list is read element by element: beside the records one element is in
 * memory, and of that no more than {@link #MOST_VALUES}.
 */
final class JsonAnswer {

  /** The most values of an element, all levels together; a pod with everything has some 150. */
  private static final int MOST_VALUES = 20_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(50)
                          .maxStringLength(1 << 20)
                          .build())
                  .build())
          .build();

  /**
   * A list, and what its object has besides.
   *
   * @param rest the other members
   */
  record Listing<T>(List<T> elements, Fields rest) {}

  private final JsonParser parser;
  private int left;

  private JsonAnswer(JsonParser parser) {
    this.parser = parser;
  }

  /** The answer is one object. */
  static Fields object(InputStream in) throws AnswerException, IOException {
    return new Fields(tree(in), "");
  }

  /** The answer is anything. */
  static JsonNode tree(InputStream in) throws AnswerException, IOException {
    return read(in, JsonAnswer::whole);
  }

  /** The answer is an object, and the array of that name in it what was asked for. */
  static <T> Listing<T> listing(InputStream in, String name, Fields.Reader<T> reader)
      throws AnswerException, IOException {
    return read(in, answer -> answer.elements(name, reader));
  }

  @FunctionalInterface
  private interface Reading<T> {
    T of(JsonAnswer answer) throws AnswerException, IOException;
  }

  private static <T> T read(InputStream in, Reading<T> reading)
      throws AnswerException, IOException {
    try (JsonParser parser = JSON.createParser(in)) {
      T read = reading.of(new JsonAnswer(parser));
      if (parser.nextToken() != null) {
        throw new AnswerException("something follows after its JSON");
      }
      return read;
    } catch (JsonProcessingException | CharConversionException e) {
      // Its message may quote what is secret.
      throw new AnswerException("it is no JSON, cut off, or nested too deep");
    }
  }

  private JsonNode whole() throws AnswerException, IOException {
    var _ = parser.nextToken();
    return element();
  }

  private <T> Listing<T> elements(String name, Fields.Reader<T> reader)
      throws AnswerException, IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new AnswerException("it is no object");
    }
    List<T> elements = new ArrayList<>();
    ObjectNode rest = JSON.createObjectNode();
    boolean found = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (!key.equals(name)) {
        rest.set(key, element());
      } else if (value != JsonToken.START_ARRAY) {
        throw new AnswerException(name + " is not an array");
      } else {
        found = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(reader.read(new Fields(element(), name + "[" + elements.size() + "]")));
        }
      }
    }
    if (!found) {
      throw new AnswerException(name + " is missing");
    }
    return new Listing<>(elements, new Fields(rest, ""));
  }

  /** The value that begins here, with all that is in it. */
  private JsonNode element() throws AnswerException, IOException {
    left = MOST_VALUES;
    return value();
  }

  private JsonNode value() throws AnswerException, IOException {
    if (--left < 0) {
      throw new AnswerException("something in it has more than " + MOST_VALUES + " values");
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      ObjectNode object = JSON.createObjectNode();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        var _ = parser.nextToken();
        object.set(key, value());
      }
      return object;
    }
    if (token == JsonToken.START_ARRAY) {
      ArrayNode array = JSON.createArrayNode();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        array.add(value());
      }
      return array;
    }
    if (token == null) {
      throw new AnswerException("it is empty");
    }
    return JSON.readTree(parser);
  }
}
