package org.dubnium.fleet.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path with names in braces, such as {@code /api/alerts/{id}}. */
record PathTemplate(List<String> segments) {

  PathTemplate {
    segments = List.copyOf(segments);
  }

  static PathTemplate of(String text) {
    return new PathTemplate(split(text));
  }

  /** What the names stand for in a path, decoded; empty if the path is another one. */
  Optional<Map<String, String>> match(List<String> path) {
    if (path.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String segment = segments.get(i);
      if (segment.startsWith("{")) {
        if (path.get(i).isEmpty()) {
          return Optional.empty();
        }
        found.put(segment.substring(1, segment.length() - 1), path.get(i));
      } else if (!segment.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(found);
  }

  /** The segments of a path; a slash at its end makes an empty one. */
  static List<String> split(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  @Override
  public String toString() {
    return "/" + String.join("/", segments);
  }
}
