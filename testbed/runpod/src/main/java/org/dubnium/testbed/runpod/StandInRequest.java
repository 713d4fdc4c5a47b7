package org.dubnium.testbed.runpod;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A call.
 *
 * @param method in capitals
 * @param pathAndQuery as it stands on the request line, percent-encoded
 * @param headers by name, in any case
 * @param body empty where there is none
 */
public record StandInRequest(
    String method, String pathAndQuery, Map<String, String> headers, String body) {

  public StandInRequest {
    headers = Map.copyOf(headers);
  }

  /** The value of a header. */
  public Optional<String> header(String name) {
    String exact = headers.get(name);
    if (exact != null) {
      return Optional.of(exact);
    }
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The path, percent-encoded. */
  public String path() {
    int query = pathAndQuery.indexOf('?');
    return query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
  }

  /**
   * The parameters of the query, decoded, in their order.
   *
   * @throws IllegalArgumentException when the percent-encoding is malformed
   */
  public Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    int start = pathAndQuery.indexOf('?');
    if (start < 0 || start + 1 == pathAndQuery.length()) {
      return query;
    }
    for (String part : pathAndQuery.substring(start + 1).split("&", -1)) {
      int equals = part.indexOf('=');
      query.put(
          decoded(equals < 0 ? part : part.substring(0, equals)),
          equals < 0 ? "" : decoded(part.substring(equals + 1)));
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
