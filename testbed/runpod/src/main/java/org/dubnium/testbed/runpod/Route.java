package org.dubnium.testbed.runpod;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a call is about.
 *
 * @param id of the path; empty where it has none
 * @param query decoded
 */
record Route(Operation operation, String id, Map<String, String> query) {

  private static final Map<String, Map<String, Operation>> PATHS = new HashMap<>();
  private static final Pattern IDENTIFIER =
      Pattern.compile("(/v2/(?:catalog/)?[a-z-]+/)([^/]+)((?:/[a-z]+)?)");

  static {
    for (Operation operation : Operation.values()) {
      PATHS
          .computeIfAbsent(operation.path(), _ -> new HashMap<>())
          .put(operation.method(), operation);
    }
  }

  /** The route of a request; 404 for other paths, 405 for other methods. */
  static Route of(StandInRequest request) {
    String path = request.path();
    String id = "";
    Map<String, Operation> methods = PATHS.get(path);
    if (methods == null) {
      var match = IDENTIFIER.matcher(path);
      if (match.matches()) {
        methods = PATHS.get(match.group(1) + "{id}" + match.group(3));
        id = decoded(match.group(2));
      }
    }
    if (methods == null) {
      throw Problem.notFound("resource");
    }
    Operation operation = methods.get(request.method());
    if (operation == null) {
      throw new Problem(405, "The requested method is not allowed for this path.");
    }
    return new Route(operation, id, query(request.pathAndQuery()));
  }

  /** The methods that the path of a request has. */
  static Set<String> methods(StandInRequest request) {
    String path = request.path();
    var match = IDENTIFIER.matcher(path);
    String template = match.matches() ? match.group(1) + "{id}" + match.group(3) : path;
    Set<String> methods = new TreeSet<>(PATHS.getOrDefault(template, Map.of()).keySet());
    methods.addAll(PATHS.getOrDefault(path, Map.of()).keySet());
    return methods;
  }

  String parameter(String name, String otherwise) {
    return query.getOrDefault(name, otherwise);
  }

  /** The values of a parameter that are separated by commas. */
  List<String> list(String name) {
    String value = query.get(name);
    return value == null || value.isEmpty() ? List.of() : List.of(value.split(",", -1));
  }

  private static Map<String, String> query(String pathAndQuery) {
    int start = pathAndQuery.indexOf('?');
    if (start < 0) {
      return Map.of();
    }
    Map<String, String> query = new LinkedHashMap<>();
    for (String part : pathAndQuery.substring(start + 1).split("&", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        query.put(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      throw Problem.badRequest("malformed percent-encoding");
    }
  }
}
