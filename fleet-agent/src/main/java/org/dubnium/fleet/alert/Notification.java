package org.dubnium.fleet.alert;

import java.util.List;
import java.util.UUID;
import org.dubnium.fleet.domain.Severity;

/**
 * Something that a channel is to be told: of one event, or of several of one rule at once.
 *
 * @param id the same at every attempt, and never used again
 * @param origin id of the notification that told of the same events, and perhaps of more, that they fired;
 *     its own if it is that one
 * @param attempts counted with this one
 * @param events as they are now, the first of them where there are many; at least one
 * @param total how many events it is about
 * @param open how many of those that the origin told of fire still
 */
public record Notification(
    UUID id,
    UUID origin,
    String channel,
    NotificationKind kind,
    int attempts,
    List<AlertEvent> events,
    int total,
    int open) {

  /** The most events that a notification holds; it counts the rest. */
  public static final int MOST_EVENTS = 100;

  public Notification {
    events = List.copyOf(events);
    if (events.isEmpty() || total < events.size()) {
      throw new IllegalArgumentException("cannot tell of " + total + " events with " + events);
    }
  }

  /** The first of its events. */
  public AlertEvent event() {
    return events.getFirst();
  }

  /** The highest severity of its events. */
  public Severity severity() {
    return events.stream().map(AlertEvent::severity).min(Severity::compareTo).orElseThrow();
  }
}
