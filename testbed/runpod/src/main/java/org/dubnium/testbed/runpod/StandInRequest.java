package org.dubnium.testbed.runpod;

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
}
