package org.dubnium.fleet.alert;

import java.util.Locale;
import java.util.Optional;

/** Why an alert fires no more. The names are those of the HTTP API and are stored. */
public enum Ending {
  /** The condition does not hold any more, or somebody acknowledged what only that ends. */
  RESOLVED,
  /**
   * Nothing was reported about it for long, though its node answers or is gone: its state is not
   * known.
   */
  NO_LONGER_REPORTED;

  /** {@code resolved} and so on. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Ending> parse(String text) {
    for (Ending ending : values()) {
      if (ending.text().equals(text)) {
        return Optional.of(ending);
      }
    }
    return Optional.empty();
  }
}
