package org.dubnium.testbed.runpod;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    Map<String, Operation> methods = operations(request);
    if (methods.isEmpty()) {
      throw Problem.notFound("resource");
    }
    Operation operation = methods.get(request.method());
    if (operation == null) {
      throw new Problem(405, "The requested method is not allowed for this path.");
    }
    try {
      String id = operation.path().contains("{id}") ? id(request.path()) : "";
      return new Route(operation, id, request.query());
    } catch (IllegalArgumentException notEncoded) {
      throw Problem.badRequest("malformed percent-encoding");
    }
  }

  /** The operations that the path of a request has, by their methods. */
  static Map<String, Operation> operations(StandInRequest request) {
    String path = request.path();
    Map<String, Operation> exact = PATHS.get(path);
    if (exact != null) {
      return exact;
    }
    var match = IDENTIFIER.matcher(path);
    return match.matches()
        ? PATHS.getOrDefault(match.group(1) + "{id}" + match.group(3), Map.of())
        : Map.of();
  }

  String parameter(String name, String otherwise) {
    return query.getOrDefault(name, otherwise);
  }

  /** The values of a parameter that are separated by commas. */
  List<String> list(String name) {
    String value = query.get(name);
    return value == null || value.isEmpty() ? List.of() : List.of(value.split(",", -1));
  }

  private static String id(String path) {
    var match = IDENTIFIER.matcher(path);
    // In a path, a plus sign is itself.
    return match.matches()
        ? URLDecoder.decode(match.group(2).replace("+", "%2B"), StandardCharsets.UTF_8)
        : "";
  }
}
