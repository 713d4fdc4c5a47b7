package org.dubnium.fleet.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the handler of a path and a method. Routes are added before the first request comes. */
final class Router {

  private record Route(PathTemplate path, Map<String, Handler> byMethod) {}

  /** A handler, and what the names in its path stand for. */
  record Match(Handler handler, Map<String, String> path) {}

  private final List<Route> routes = new ArrayList<>();

  /** Adds a route. One that was added earlier comes first where both would match. */
  Router on(String method, String path, Handler handler) {
    PathTemplate template = PathTemplate.of(path);
    Optional<Route> known =
        routes.stream().filter(route -> route.path().equals(template)).findFirst();
    Route route = known.orElseGet(() -> new Route(template, new LinkedHashMap<>()));
    if (known.isEmpty()) {
      routes.add(route);
    }
    route.byMethod().put(method, handler);
    return this;
  }

  /** Paths and methods, for the description of the API. */
  Map<String, List<String>> all() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    routes.forEach(
        route -> all.put(route.path().toString(), List.copyOf(route.byMethod().keySet())));
    return all;
  }

  /**
   * The handler of a request.
   *
   * @param path segments, decoded
   * @throws Problem 404 for an unknown path, 405 for a method that it has not
   */
  Match find(String method, List<String> path) throws Problem {
    String asked = method.equals("HEAD") ? "GET" : method;
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      Optional<Map<String, String>> names = route.path().match(path);
      Handler handler = route.byMethod().get(asked);
      if (names.isPresent() && handler != null) {
        return new Match(handler, names.get());
      }
      if (names.isPresent()) {
        allowed.addAll(route.byMethod().keySet());
      }
    }
    if (allowed.isEmpty()) {
      throw Problem.notFound("cannot find that path; see /api/openapi.json");
    }
    throw Problem.methodNotAllowed(String.join(", ", allowed));
  }
}
