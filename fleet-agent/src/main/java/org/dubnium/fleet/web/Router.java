package org.dubnium.fleet.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the handler of a path and a method. Routes are added before the first request comes. */
public final class Router {

  private record Target(Handler handler, AccessLevel demand) {}

  private record Route(PathTemplate path, Map<String, Target> byMethod) {}

  /**
   * A handler, and what the names in its path stand for.
   *
   * @param demand what it asks of whoever wants its answer
   */
  record Match(Handler handler, Map<String, String> path, AccessLevel demand) {}

  private final List<Route> routes = new ArrayList<>();

  /** Adds a route. One that was added earlier comes first where both would match. */
  public Router on(String method, String path, Handler handler) {
    return add(method, path, new Target(handler, AccessLevel.CHECKED));
  }

  /** Adds a route that everybody may ask: {@link AccessLevel#PUBLIC}. */
  Router onPublic(String method, String path, Handler handler) {
    return add(method, path, new Target(handler, AccessLevel.PUBLIC));
  }

  /** Adds a route that hands the mode controller a request in a person's name. */
  public Router onController(String method, String path, Handler handler) {
    return add(method, path, new Target(handler, AccessLevel.CHECKED_BY_CONTROLLER));
  }

  private Router add(String method, String path, Target target) {
    PathTemplate template = PathTemplate.of(path);
    Optional<Route> known =
        routes.stream().filter(route -> route.path().equals(template)).findFirst();
    Route route = known.orElseGet(() -> new Route(template, new LinkedHashMap<>()));
    if (known.isEmpty()) {
      routes.add(route);
    }
    route.byMethod().put(method, target);
    return this;
  }

  /** Paths and methods, for the description of the API. */
  public Map<String, List<String>> all() {
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
      Target target = route.byMethod().get(asked);
      if (names.isPresent() && target != null) {
        return new Match(target.handler(), names.get(), target.demand());
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
