package org.dubnium.fleet.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.Condition;
import org.dubnium.fleet.alert.Ending;
import org.dubnium.fleet.alert.Notification;
import org.dubnium.fleet.alert.NotificationKind;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Subject;

/** An event to tell of. */
final class Samples {

  static final UUID EVENT = UUID.fromString("8c8e1e06-1f6f-4d4e-9c9b-5d8d0f7e2a11");
  static final UUID ORIGIN = UUID.fromString("2f0a6a3e-7d0b-4c1a-8f3e-0a1b2c3d4e5f");
  static final UUID NOTICE = UUID.fromString("5b1f4d7c-94f2-4e0d-b0c5-6d7e8f901a2b");
  static final Instant FIRED = Instant.parse("2026-06-01T12:00:00Z");
  static final Instant RESOLVED = Instant.parse("2026-06-01T12:05:00Z");

  private Samples() {}

  static AlertEvent event(boolean resolved) {
    return new AlertEvent(
        EVENT,
        UUID.fromString("11111111-2222-4333-8444-555555555555"),
        "GPU <hot> & loud",
        new Subject.Gpu(new NodeId("node-1"), 3),
        Metric.GPU_TEMPERATURE,
        91.5,
        87,
        Condition.GTE,
        Optional.empty(),
        FIRED,
        resolved ? Optional.of(RESOLVED) : Optional.empty(),
        Optional.empty(),
        resolved ? Optional.of(Ending.RESOLVED) : Optional.empty());
  }

  static Notification notification(NotificationKind kind) {
    boolean resolved = kind == NotificationKind.RESOLVED;
    return notification(kind, List.of(event(resolved)), 1, resolved ? 0 : 1);
  }

  static Notification notification(NotificationKind kind, List<AlertEvent> events, int total, int open) {
    UUID id = kind == NotificationKind.FIRED ? ORIGIN : NOTICE;
    return new Notification(id, ORIGIN, "channel", kind, 1, events, total, open);
  }
}
