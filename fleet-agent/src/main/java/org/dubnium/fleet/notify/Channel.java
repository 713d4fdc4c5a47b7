package org.dubnium.fleet.notify;

import java.time.Duration;
import java.util.Optional;
import org.dubnium.fleet.alert.Notification;

/** A channel by which people are notified of alerts. */
public interface Channel {

  /**
   * Tells it once. Returns within the channel's deadline; an interrupt ends it earlier.
   *
   * @param notification the same one may come more than once: wherever the service allows, the other side
   *     can tell
   */
  DeliveryResult send(Notification notification);

  /**
   * For how long a notification is kept while nobody is there who could be shown it; empty for a
   * channel that can be tried now.
   */
  default Optional<Duration> keepWhileUnattended() {
    return Optional.empty();
  }
}
