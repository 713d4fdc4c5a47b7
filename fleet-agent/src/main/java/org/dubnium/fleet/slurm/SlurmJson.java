package org.dubnium.fleet.slurm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is common to Slurm's forms of JSON. */
final class SlurmJson {

  private static final JsonMapper JSON = new JsonMapper();

  /** Twelve digits, as {@link Times} reads. */
  private static final long MOST_SECONDS = 999_999_999_999L;

  private SlurmJson() {}

  /**
   * The elements of the array of that name.
   *
   * @throws SlurmException if it is no such document, or tells an error
   */
  static List<JsonNode> array(byte[] output, String name) throws SlurmException {
    JsonNode root;
    try {
      root = JSON.readTree(output);
    } catch (JsonProcessingException e) {
      throw new SlurmException("cannot read it as JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new SlurmException("cannot read it: " + e.getMessage(), e);
    }
    JsonNode error = root.path("errors").path(0);
    if (!error.isMissingNode()) {
      String text = error.path("description").asText(error.path("error").asText("an error"));
      throw new SlurmException("cannot read it: Slurm says " + text);
    }
    if (!root.path(name).isArray()) {
      throw new SlurmException("cannot find \"" + name + "\" in it");
    }
    List<JsonNode> elements = new ArrayList<>();
    root.path(name).forEach(elements::add);
    return elements;
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
