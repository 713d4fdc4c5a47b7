package org.dubnium.common.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of JSON that knows where it was written. */
public sealed interface Node {

  /** For a member of an object, where its key is. */
  Place place();

  record Obj(Place place, Map<String, Node> members) implements Node {
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  record Arr(Place place, List<Node> elements) implements Node {
    public Arr {
      elements = List.copyOf(elements);
    }
  }

  record Text(Place place, String value) implements Node {}

  /**
   * A number.
   *
   * @param literal as written
   */
  record Numeral(Place place, String literal) implements Node {}

  record Flag(Place place, boolean value) implements Node {}

  record Null(Place place) implements Node {}

  /** How it was written, for a message. */
  default String shown() {
    return switch (this) {
      case Obj _ -> "an object";
      case Arr _ -> "an array";
      case Text(Place _, String value) -> '"' + value + '"';
      case Numeral(Place _, String literal) -> literal;
      case Flag(Place _, boolean value) -> Boolean.toString(value);
      case Null _ -> "null";
    };
  }

  /** The other one laid over this one: objects are merged key by key, all else is replaced. */
  default Node overlaidBy(Node other) {
    if (!(this instanceof Obj(Place place, Map<String, Node> mine)
        && other instanceof Obj(Place _, Map<String, Node> theirs))) {
      return other;
    }
    Map<String, Node> merged = new LinkedHashMap<>(mine);
    theirs.forEach((key, value) -> merged.merge(key, value, Node::overlaidBy));
    return new Obj(place, merged);
  }
}
