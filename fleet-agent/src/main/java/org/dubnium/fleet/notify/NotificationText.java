package org.dubnium.fleet.notify;

import java.time.Instant;
import java.util.Optional;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.Ending;
import org.dubnium.fleet.alert.Notification;
import org.dubnium.fleet.alert.NotificationKind;
import org.dubnium.fleet.domain.Decimals;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.Subject;

/** A notice in words. */
final class NotificationText {

  /** So many are named where a notice is of several. */
  static final int NAMED = 10;

  private NotificationText() {}

  /** One line with all that matters: {@code [FIRING] GPU hot: node-1 GPU 0}. */
  static String title(Notification notice) {
    String mark =
        switch (notice.kind()) {
          case FIRED -> "FIRING";
          case ACKNOWLEDGED -> "ACKNOWLEDGED";
          case RESOLVED -> isUntold(notice) ? "NO LONGER REPORTED" : "RESOLVED";
        };
    return "[" + mark + "] " + subject(notice);
  }

  /** Which rule, and of what. */
  static String subject(Notification notice) {
    String first = notice.event().ruleName() + ": " + place(notice.event());
    return notice.total() == 1 ? first : first + " and " + (notice.total() - 1) + " more";
  }

  /** When what it tells of happened. */
  static Instant at(Notification notice) {
    AlertEvent event = notice.event();
    return switch (notice.kind()) {
      case FIRED -> event.firedAt();
      case ACKNOWLEDGED -> event.acknowledgedAt().orElse(event.firedAt());
      case RESOLVED -> event.resolvedAt().orElse(event.firedAt());
    };
  }

  /** The node or cluster, and what of it. */
  static String place(AlertEvent event) {
    String place = event.subject().place().value();
    String part = part(event);
    return part.isEmpty() ? place : place + " " + part;
  }

  /** What of its node: {@code GPU 0}; empty for the node as a whole, and for a cluster or pod. */
  static String part(AlertEvent event) {
    return switch (event.subject()) {
      case Subject.Gpu gpu -> "GPU " + gpu.index();
      case Subject.Server server -> "server " + server.name();
      case Subject.Node _, Subject.Cluster _, Subject.Pod _ -> "";
    };
  }

  /** What was seen, and since when. */
  static String body(Notification notice) {
    AlertEvent event = notice.event();
    StringBuilder body = new StringBuilder();
    if (notice.total() == 1) {
      body.append(cause(event));
    } else {
      list(notice, body);
    }
    body.append("\nFired at ").append(event.firedAt());
    event.acknowledgedAt().ifPresent(at -> body.append("\nAcknowledged at ").append(at));
    String over =
        isUntold(notice)
            ? "\nNobody tells of it any more, which does not mean that all is well; given up at "
            : "\nResolved at ";
    event.resolvedAt().ifPresent(at -> body.append(over).append(at));
    if (notice.kind() == NotificationKind.RESOLVED && notice.open() > 0) {
      body.append("\nOf those that fired with it, ").append(notice.open()).append(" fire still");
    }
    return body.toString();
  }

  private static void list(Notification notice, StringBuilder body) {
    notice.events().stream()
        .limit(NAMED)
        .forEach(event -> body.append(place(event)).append(": ").append(cause(event)).append('\n'));
    int more = notice.total() - NAMED;
    if (more > 0) {
      body.append("and ").append(more).append(" more\n");
    }
    body.setLength(body.length() - 1);
  }

  /** What was seen, in one line. */
  static String cause(AlertEvent event) {
    return event.metric().words(event.value(), event.detail()).orElseGet(() -> comparison(event));
  }

  /** Whether what it tells of ended as nobody told of it any more. */
  private static boolean isUntold(Notification notice) {
    return notice.kind() == NotificationKind.RESOLVED
        && notice.events().stream()
            .allMatch(
                event -> event.ending().equals(Optional.of(Ending.NO_LONGER_REPORTED)));
  }

  private static String comparison(AlertEvent event) {
    Metric metric = event.metric();
    String unit = metric.unit().isEmpty() ? "" : " " + metric.unit();
    return metric.text()
        + " = "
        + Decimals.text(event.value())
        + unit
        + ", alert at "
        + event.condition().symbol()
        + " "
        + Decimals.text(event.threshold())
        + unit;
  }
}
