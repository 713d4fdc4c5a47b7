package org.dubnium.fleet.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import org.dubnium.fleet.alert.Notification;
import org.dubnium.fleet.alert.NotificationKind;

/**
 * Notifications on the desktops of those who are logged in. The agent has no session: a program in
 * each follows the agent's events and shows what it is told. Without one there is nobody to tell,
 * which is no failure.
 */
public final class DesktopChannel implements Channel {

  /** The programs that show notifications. */
  public interface Desktops {

    /** How many there are now. */
    int count();

    /**
     * Has each of them show it.
     *
     * @return how many were told
     */
    int show(ObjectNode notification);
  }

  private final Desktops desktops;
  private final Duration keep;

  /**
   * Makes one.
   *
   * @param keep for how long a notification waits for somebody to log in
   */
  public DesktopChannel(Desktops desktops, Duration keep) {
    this.desktops = desktops;
    this.keep = keep;
  }

  @Override
  public Optional<Duration> keepWhileUnattended() {
    return desktops.count() == 0 ? Optional.of(keep) : Optional.empty();
  }

  @Override
  public DeliveryResult send(Notification notification) {
    int told = desktops.show(notification(notification));
    return told == 0
        ? new DeliveryResult.TemporaryFailure("nobody is logged in who could be shown it")
        : new DeliveryResult.Delivered("shown by " + told);
  }

  /** All notifications of one delivery have one id, so that a later one replaces the one shown. */
  private static ObjectNode notification(Notification notification) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", notification.origin().toString())
        .put("kind", (notification.kind() == NotificationKind.RESOLVED ? notification.kind() : NotificationKind.FIRED).text())
        .put("severity", notification.severity().text())
        .put("title", NotificationText.title(notification))
        .put("body", NotificationText.body(notification))
        .put("at", NotificationText.at(notification).toString());
  }
}
