package org.dubnium.common.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one file of JSON, with comments and trailing commas allowed, and remembers the lines. */
final class NodeReader {

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(16)
                  .maxDocumentLength(1024 * 1024)
                  .build())
          .build();

  private final Problems problems;
  private final Place root;

  private NodeReader(Path file, Problems problems) {
    this.problems = problems;
    this.root = new Place(file.toString(), 0, "");
  }

  /** The object in the file; an empty one if there is nothing in it, or nothing usable. */
  static Node read(Path file, Problems problems) {
    NodeReader reader = new NodeReader(file, problems);
    try (InputStream bytes = Files.newInputStream(file);
        JsonParser json = FACTORY.createParser(bytes)) {
      return reader.documentIfSound(json);
    } catch (IOException e) {
      problems.add(reader.root, "cannot read the file: " + e + " (see that it is there)");
    }
    return new Node.Obj(reader.root, Map.of());
  }

  private Node documentIfSound(JsonParser json) throws IOException {
    try {
      return document(json);
    } catch (JsonProcessingException e) {
      // Where a limit is exceeded, the exception does not say where.
      JsonLocation at = e.getLocation() == null ? json.currentLocation() : e.getLocation();
      problems.add(
          new Place(root.file(), at.getLineNr(), ""),
          "cannot read this as JSON: " + withoutSource(e) + " (mend the syntax)");
      return new Node.Obj(root, Map.of());
    }
  }

  /** The parser's words without those about a source that it never shows. */
  private static String withoutSource(JsonProcessingException e) {
    return e.getOriginalMessage().replaceAll("\\[Source: .*?; (line: \\d+, column: \\d+)]", "$1");
  }

  private Node document(JsonParser json) throws IOException {
    if (json.nextToken() == null) {
      return new Node.Obj(root, Map.of());
    }
    Place start = new Place(root.file(), line(json), "");
    Node node = value(json, start);
    if (!(node instanceof Node.Obj)) {
      problems.add(start, "cannot use " + node.shown() + " (the file is one object, in braces)");
    }
    if (json.nextToken() != null) {
      problems.add(
          new Place(root.file(), line(json), ""),
          "cannot use what follows the object (take it out)");
    }
    return node;
  }

  private Node value(JsonParser json, Place place) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json, place);
      case START_ARRAY -> array(json, place);
      case VALUE_STRING -> new Node.Text(place, json.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Node.Numeral(place, json.getText());
      case VALUE_TRUE, VALUE_FALSE -> new Node.Flag(place, json.getBooleanValue());
      case VALUE_NULL -> new Node.Null(place);
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("cannot meet " + json.currentToken() + " here");
    };
  }

  private Node object(JsonParser json, Place place) throws IOException {
    Map<String, Node> members = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      Place member = place.member(line(json), key);
      json.nextToken();
      if (members.put(key, value(json, member)) != null) {
        problems.add(member, "cannot use a key twice (take one out)");
      }
    }
    return new Node.Obj(place, members);
  }

  private Node array(JsonParser json, Place place) throws IOException {
    List<Node> elements = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(json, place.element(line(json), elements.size())));
    }
    return new Node.Arr(place, elements);
  }

  private static int line(JsonParser json) {
    return json.currentTokenLocation().getLineNr();
  }
}
