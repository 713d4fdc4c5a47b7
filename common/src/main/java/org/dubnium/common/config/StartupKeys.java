package org.dubnium.common.config;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The keys of a configuration that are read at start only: a change of them takes effect with the
 * next one.
 *
 * @param values how each is read from a configuration, by its name
 */
public record StartupKeys<C>(Map<String, Function<C, Object>> values) {

  public StartupKeys {
    values = Map.copyOf(values);
  }

  /** Those that are not as they were at start, in the order of their names. */
  public List<String> changed(C atStart, C now) {
    return values.entrySet().stream()
        .filter(key -> !key.getValue().apply(now).equals(key.getValue().apply(atStart)))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
