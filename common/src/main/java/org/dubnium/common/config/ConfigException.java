package org.dubnium.common.config;

import java.util.List;

/** The configuration cannot be used. */
public final class ConfigException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /**
   * @param problems all of them, as {@code file:line: key.path: cannot … (what to do)}
   */
  public ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
