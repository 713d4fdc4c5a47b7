package org.dubnium.fleet.web;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.listen.Peer;
import org.eclipse.jetty.http.HttpFields;

/**
 * A request as a handler sees it.
 *
 * @param path what the names in the route's path stand for
 * @param headers with {@code Host}, whatever the version of HTTP
 * @param body of a length that the server bounds
 * @param peer who is at the other end
 */
public record Request(
    String method,
    Map<String, String> path,
    Query query,
    HttpFields headers,
    InputStream body,
    Peer peer) {

  /** A name in the route's path. */
  public String segment(String name) {
    return Optional.ofNullable(path.get(name)).orElseThrow();
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Whether the method is safe: it changes nothing. */
  boolean isSafe() {
    return method.equals("GET") || method.equals("HEAD");
  }
}
