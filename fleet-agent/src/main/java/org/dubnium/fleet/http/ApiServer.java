package org.dubnium.fleet.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves a router's routes: a virtual thread for each request, every failure an answer. */
public final class ApiServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

  private static final long MOST_BODY = 256 * 1024;
  private static final long MOST_UNREAD = 1024 * 1024;
  private static final int PIECE = 16 * 1024;
  private static final Pattern JSON =
      Pattern.compile("(?i)application/json\\s*(;.*)?");
  private static final int BACKLOG = 128;

  static {
    // The JDK's server has no such bounds of its own, and reads them once: module jdk.httpserver.
    // A client that sends byte by byte is cut off, and so is, after an hour, one that does not read;
    // a page's event stream begins anew then.
    bound("sun.net.httpserver.maxReqTime", 30);
    bound("sun.net.httpserver.maxRspTime", 3600);
    bound("jdk.httpserver.maxConnections", 1024);
  }

  private static void bound(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }

  /** For every answer: it is nobody's to keep, to frame or to guess at. */
  private static final Map<String, String> ALWAYS =
      Map.of(
          "Cache-Control", "no-store",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Content-Security-Policy",
"default-src 'none'; frame-ancestors 'none'");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Router router;
  private final Access access;

  private ApiServer(HttpServer server, Router router, Access access) {
    this.server = server;
    this.router = router;
    this.access = access;
  }

  /**
   * Begins to serve.
   *
   * @param address port 0 for any that is free
   * @throws IOException if nobody can listen there
   */
  static ApiServer start(InetSocketAddress address, Router router, Access access)
      throws IOException {
    ApiServer api = new ApiServer(HttpServer.create(address, BACKLOG), router, access);
    api.server.createContext("/", api::serve);
    api.server.setExecutor(api.threads);
    api.server.start();
    return api;
  }

  /** Paths and their methods. */
  Map<String, List<String>> routes() {
    return router.all();
  }

  /** The address that is listened on, with its real port. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Response response = answer(exchange);
      try {
        drain(exchange.getRequestBody());
        ALWAYS.forEach(exchange.getResponseHeaders()::set);
        response.headers().forEach(exchange.getResponseHeaders()::set);
        write(exchange, response);
      } finally {
        response.over();
      }
    }
  }

  /** A client whose body is left unread would be cut off, and not see the answer. */
  private static void drain(InputStream body) throws IOException {
    long left = MOST_UNREAD;
    while (left > 0) {
      long skipped = body.readNBytes((int) Math.min(left, PIECE)).length;
      left = skipped < PIECE ? 0 : left - skipped;
    }
  }

  private Response answer(HttpExchange exchange) throws IOException {
    try {
      String method = exchange.getRequestMethod();
      Router.Match match = router.find(method, path(exchange));
      Request request =
          new Request(
              method,
              match.path(),
              Query.parse(exchange.getRequestURI().getRawQuery()),
              exchange.getRequestHeaders(),
              new BoundedBody(exchange.getRequestBody(), MOST_BODY),
              exchange.getLocalAddress(),
              exchange.getRemoteAddress());
      access.require(match.demand(), request);
      requireJson(request);
      return Compression.of(match.handler().handle(request), request.header("Accept-Encoding"));
    } catch (Problem problem) {
      return problem(problem);
    } catch (BoundedBody.TooLong tooLong) {
      return problem(Problem.tooLarge(String.valueOf(tooLong.getMessage())));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return problem(Problem.unavailable("cannot answer: the service is being stopped"));
    } catch (RuntimeException defect) {
      LOG.error(
          "a defect in answering {} {}", exchange.getRequestMethod(), exchange.getRequestURI(), defect);
      return Response.of(
          500, "application/problem+json", Json.bytes(body(500, "cannot answer: a defect; see the journal", List.of())));
    }
  }

  /** Of a body that says nothing of its type, its reader decides. */
  private static void requireJson(Request request) throws Problem {
    Optional<String> type = request.header("Content-Type");
    if (!request.isSafe() && type.isPresent() && !JSON.matcher(type.get()).matches()) {
      throw Problem.unsupported("cannot read a body of that type: send application/json");
    }
  }

  private static List<String> path(HttpExchange exchange) throws Problem {
    List<String> segments = new ArrayList<>();
    for (String segment : PathTemplate.split(exchange.getRequestURI().getRawPath())) {
      try {
        // A plus sign in a path is a plus sign.
        segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException malformed) {
        throw Problem.badRequest("cannot decode the path: " + malformed.getMessage());
      }
    }
    return segments;
  }

  private static Response problem(Problem problem) throws IOException {
    Response response =
        Response.of(
            problem.status(),
            "application/problem+json",
            Json.bytes(
                body(problem.status(), String.valueOf(problem.getMessage()), problem.details())));
    for (Map.Entry<String, String> header : problem.headers().entrySet()) {
      response = response.with(header.getKey(), header.getValue());
    }
    return response;
  }

  private static Map<String, Object> body(int status, String message, List<String> details) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", status);
    body.put("title", message);
    body.put("error", message);
    if (!details.isEmpty()) {
      body.put("details", details);
    }
    return body;
  }

  private static void write(HttpExchange exchange, Response response) throws IOException {
    boolean bodiless = exchange.getRequestMethod().equals("HEAD") || hasNoBody(response.status());
    switch (response) {
      case Response.Whole whole -> {
        exchange.sendResponseHeaders(whole.status(), bodiless ? -1 : length(whole.body()));
        if (!bodiless) {
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(whole.body());
          }
        }
      }
      case Response.Stream stream -> {
        exchange.sendResponseHeaders(stream.status(), bodiless ? -1 : 0);
        if (!bodiless) {
          stream(exchange, stream);
        }
      }
    }
  }

  private static void stream(HttpExchange exchange, Response.Stream stream) throws IOException {
    try (OutputStream out = exchange.getResponseBody()) {
      stream.writer().write(out);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** RFC 9110, 6.4.1. */
  private static boolean hasNoBody(int status) {
    return status == 204 || status == 304;
  }

  /** For the server 0 means a length that is not known, and -1 means nothing. */
  private static long length(byte[] body) {
    return body.length == 0 ? -1 : body.length;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
