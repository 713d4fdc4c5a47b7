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
   * @param keep for how long a notice waits for somebody to log in
   */
  public DesktopChannel(Desktops desktops, Duration keep) {
    this.desktops = desktops;
    this.keep = keep;
  }

  @Override
  public Optional<Duration> away() {
    return desktops.count() == 0 ? Optional.of(keep) : Optional.empty();
  }

  @Override
  public DeliveryResult send(Notification notice) {
    int told = desktops.show(notification(notice));
    return told == 0
        ? new DeliveryResult.Later("nobody is logged in who could be shown it")
        : new DeliveryResult.Delivered("shown by " + told);
  }

  /** What fired and what is told of it later have one id, so that the one replaces the other. */
  private static ObjectNode notification(Notification notice) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", notice.origin().toString())
        .put("kind", (notice.kind() == NotificationKind.RESOLVED ? notice.kind() : NotificationKind.FIRED).text())
        .put("severity", notice.severity().text())
        .put("title", NotificationText.title(notice))
        .put("body", NotificationText.body(notice))
        .put("at", NotificationText.at(notice).toString());
  }
}
