package org.dubnium.fleet.telemetry.exposition;

import java.util.List;

/** What {@code GET /metrics} answers, for Prometheus. */
public final class Exposition {

  /** Prometheus' text format. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private Exposition() {}

  /** Writes families, each of another name. */
  public static String text(List<Family> families) {
    StringBuilder text = new StringBuilder();
    families.forEach(family -> family.write(text));
    return text.toString();
  }
}
