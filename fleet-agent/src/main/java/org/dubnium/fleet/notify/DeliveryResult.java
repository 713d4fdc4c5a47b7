package org.dubnium.fleet.notify;

import java.time.Duration;
import java.util.Optional;
import org.dubnium.fleet.domain.Secret;

/**
 * What came of an attempt to deliver a notification. The texts are one line and hold no secrets.
 */
public sealed interface DeliveryResult {

  /** It was delivered. */
  record Delivered(String answer) implements DeliveryResult {

    public Delivered {
      answer = line(answer);
    }
  }

  /**
   * It may arrive when it is tried again.
   *
   * @param after how long the other side asked to be left alone; empty if it did not
   */
  record TemporaryFailure(String reason, Optional<Duration> after) implements DeliveryResult {

    public TemporaryFailure {
      reason = line(reason);
    }

    TemporaryFailure(String reason) {
      this(reason, Optional.empty());
    }
  }

  /** It will not arrive however often it is tried. */
  record PermanentFailure(String reason) implements DeliveryResult {

    public PermanentFailure {
      reason = line(reason);
    }
  }

  /** This result without a secret: the other side may quote what it was sent. */
  default DeliveryResult without(Secret secret) {
    return switch (this) {
      case Delivered(String answer) -> new Delivered(secret.hideIn(answer));
      case TemporaryFailure(String reason, var after) ->
          new TemporaryFailure(secret.hideIn(reason), after);
      case PermanentFailure(String reason) -> new PermanentFailure(secret.hideIn(reason));
    };
  }

  private static String line(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= 300 ? line : line.substring(0, 299) + "…";
  }
}
