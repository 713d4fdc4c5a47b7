package org.dubnium.fleet.domain;

import java.util.Locale;
import java.util.Optional;

/**
 * What there may be a reading of. The names are those of the HTTP API and are stored. Of one place the
 * node comes first, the pod last.
 */
public enum SubjectKind {
  NODE,
  GPU,
  /** A server of a model, such as vLLM. */
  SERVER,
  /** A Slurm cluster. */
  CLUSTER,
  /** A rented pod. */
  POD;

  /** {@code gpu} and so on. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<SubjectKind> parse(String text) {
    for (SubjectKind kind : values()) {
      if (kind.text().equals(text)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
