package org.dubnium.fleet.notify;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of an attempt to tell somebody something. The texts are one line and hold no secrets.
 */
public sealed interface DeliveryResult {

  /** The other side has it. */
  record Delivered(String answer) implements DeliveryResult {

    public Delivered {
      answer = line(answer);
    }
  }

  /**
   * It may arrive another time.
   *
   * @param after how long the other side asked to be left alone; empty if it did not
   */
  record Later(String reason, Optional<Duration> after) implements DeliveryResult {

    public Later {
      reason = line(reason);
    }

    Later(String reason) {
      this(reason, Optional.empty());
    }
  }

  /** It will not arrive however often it is tried. */
  record Refused(String reason) implements DeliveryResult {

    public Refused {
      reason = line(reason);
    }
  }

  private static String line(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= 300 ? line : line.substring(0, 299) + "…";
  }
}
