package org.dubnium.fleet.notify;

import java.time.Duration;
import java.util.Optional;
import org.dubnium.fleet.alert.Notification;

/** A way to tell people of an alert. */
public interface Channel {

  /**
   * Tells it once. Returns within the channel's deadline; an interrupt ends it earlier.
   *
   * @param notice the same one may come more than once: wherever the service allows, the other side
   *     can tell
   */
  DeliveryResult send(Notification notice);

  /**
   * For how long a notice is kept because nobody is there now whom it could be told; empty for a
   * channel that can be tried.
   */
  default Optional<Duration> away() {
    return Optional.empty();
  }
}
