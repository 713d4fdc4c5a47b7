package org.dubnium.fleet.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The query parameters of a request. */
public record Query(Map<String, String> values) {

  private static final int MOST = 32;
  private static final int LONGEST = 8192;

  public Query {
    values = Map.copyOf(values);
  }

  /**
   * Takes a raw query apart.
   *
   * @throws Problem if it cannot be decoded, has too many parameters, or has one twice
   */
  public static Query parse(@Nullable String raw) throws Problem {
    Map<String, String> values = new HashMap<>();
    if (raw == null || raw.isEmpty()) {
      return new Query(values);
    }
    if (raw.length() > LONGEST) {
      throw Problem.badRequest("cannot take a query of more than " + LONGEST + " characters");
    }
    List<String> pairs = List.of(raw.split("&"));
    if (pairs.size() > MOST) {
      throw Problem.badRequest("cannot take more than " + MOST + " parameters");
    }
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (values.put(name, value) != null) {
        throw Problem.badRequest("cannot take the parameter '" + name + "' twice");
      }
    }
    return new Query(values);
  }

  private static String decode(String text) throws Problem {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw Problem.badRequest("cannot decode the query: " + malformed.getMessage());
    }
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /** A whole number within bounds. */
  public OptionalLong number(String name, long least, long most) throws Problem {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (text.get().matches("-?\\d{1,18}")) {
      long value = Long.parseLong(text.get());
      if (value >= least && value <= most) {
        return OptionalLong.of(value);
      }
    }
    throw Problem.badRequest(
        "cannot use '%s' as %s: give a whole number from %d to %d"
            .formatted(text.get(), name, least, most));
  }
}
