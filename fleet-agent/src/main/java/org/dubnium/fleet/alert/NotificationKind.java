package org.dubnium.fleet.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a channel is told of an event. The names are stored. */
public enum NotificationKind {
  FIRED,
  ACKNOWLEDGED,
  RESOLVED;

  /** {@code fired} and so on. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<NotificationKind> parse(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
  }
}
