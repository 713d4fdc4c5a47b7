package org.dubnium.fleet.notify;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.dubnium.common.xid.Xid;
import org.dubnium.common.xid.XidCatalogue;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertMetric;
import org.dubnium.fleet.alert.Ending;
import org.dubnium.fleet.alert.Notification;
import org.dubnium.fleet.alert.NotificationKind;

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

  /** The node, and the GPU if it is of one. */
  static String place(AlertEvent event) {
    return event.node()
        + (event.gpu().isPresent() ? " GPU " + event.gpu().getAsInt() : "");
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
    return switch (event.metric()) {
      case NODE_UNREACHABLE -> "the node does not answer";
      case GPU_XID, GPU_XID_FATAL -> xid((long) event.value());
      case GPU_GONE ->
          "the GPU"
              + event.detail().map(uuid -> " (" + uuid + ")").orElse("")
              + " is gone: the node answers without it";
      case NODE_INCOMPLETE ->
          "the node answers in part" + event.detail().map(why -> ": " + why).orElse("");
      case MODE_CONDITION -> "the condition of its mode is " + number(event.value())
          + " (1 transitioning, 2 degraded, 3 failed-transition, 4 unknown)";
      case REPAIRS_GIVEN_UP -> number(event.value()) + " units do not start and were given up";
      case CHANNEL_FAILING -> event.detail().orElse("the channel fails");
      case GPU_UTILIZATION,
          GPU_MEMORY_USED,
          GPU_MEMORY_PERCENT,
          GPU_TEMPERATURE,
          GPU_POWER,
          GPU_ECC_UNCORRECTED,
          GPU_THROTTLE,
          SLURM_CPUS_ALLOC,
          SLURM_QUEUE_PENDING,
          SLURM_QUEUE_RUNNING,
          VLLM_REQUESTS_RUNNING,
          VLLM_REQUESTS_WAITING,
          VLLM_REQUESTS_STUCK,
          VLLM_KV_CACHE -> comparison(event);
    };
  }

  /** Whether what it tells of ended as nobody told of it any more. */
  private static boolean isUntold(Notification notice) {
    return notice.kind() == NotificationKind.RESOLVED
        && notice.events().stream()
            .allMatch(
                event -> event.ending().equals(Optional.of(Ending.NO_LONGER_REPORTED)));
  }

  private static String xid(long code) {
    Xid xid = XidCatalogue.of(code);
    return xid + ": " + xid.recovery().words();
  }

  private static String comparison(AlertEvent event) {
    AlertMetric metric = event.metric();
    String unit = metric.unit().isEmpty() ? "" : " " + metric.unit();
    return metric.text()
        + " = "
        + number(event.value())
        + unit
        + ", alert at "
        + event.condition().symbol()
        + " "
        + number(event.threshold())
        + unit;
  }

  private static String number(double value) {
    return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
  }
}
