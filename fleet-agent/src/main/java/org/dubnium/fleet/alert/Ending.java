package org.dubnium.fleet.alert;

import java.util.Locale;
import java.util.Optional;

/** Why an alert fires no more. The names are those of the HTTP API and are stored. */
public enum Ending {
  /** What it was about is not so any more, or somebody saw to it. */
  RESOLVED,
  /** Nothing was told of it for long, though something could have been: nobody knows how it is. */
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
