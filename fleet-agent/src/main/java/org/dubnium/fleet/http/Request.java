package org.dubnium.fleet.http;

import com.sun.net.httpserver.Headers;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * A request as a handler sees it.
 *
 * @param path what the names in the route's path stand for
 * @param body of a length that the server bounds
 * @param local this end of the connection
 * @param remote the other end
 */
record Request(
    String method,
    Map<String, String> path,
    Query query,
    Headers headers,
    InputStream body,
    InetSocketAddress local,
    InetSocketAddress remote) {

  /** A name in the route's path. */
  String segment(String name) {
    return Optional.ofNullable(path.get(name)).orElseThrow();
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.getFirst(name));
  }

  /** Whether it asks only; such a request changes nothing. */
  boolean isSafe() {
    return method.equals("GET") || method.equals("HEAD");
  }
}
