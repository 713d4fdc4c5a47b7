package org.dubnium.fleet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Severity;
import org.dubnium.fleet.domain.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationTest {

  private static AlertEvent event(Metric metric) {
    return event(metric, Optional.empty());
  }

  private static AlertEvent event(Metric metric, Optional<Instant> resolvedAt) {
    return new AlertEvent(
        UUID.randomUUID(),
        UUID.randomUUID(),
        "rule",
        new Subject.Node(new NodeId("node-1")),
        metric,
        1,
        0,
        Condition.GT,
        Optional.empty(),
        Instant.EPOCH,
        resolvedAt,
        Optional.empty(),
        resolvedAt.map(_ -> Ending.RESOLVED));
  }

  private static Notification about(List<AlertEvent> events, int total) {
    UUID id = UUID.randomUUID();
    return new Notification(id, id, "mail", NotificationKind.FIRED, 1, events, total, total);
  }

  /** Which decides whom a channel wakes, and how loudly. */
  @ParameterizedTest
  @CsvSource({
    "NODE_INCOMPLETE, WARNING",
    "NODE_INCOMPLETE GPU_TEMPERATURE, ERROR",
    "GPU_GONE NODE_INCOMPLETE, CRITICAL",
    "NODE_INCOMPLETE GPU_TEMPERATURE NODE_UNREACHABLE, CRITICAL"
  })
  void isAsGraveAsTheGravestOfItsEvents(String metrics, Severity severity) {
    List<AlertEvent> events =
        Arrays.stream(metrics.split(" ", -1))
            .map(metric -> event(Metric.valueOf(metric)))
            .toList();
    assertEquals(severity, about(events, events.size()).severity());
    assertEquals(events.getFirst(), about(events, 7).event());
  }

  @Test
  void isAboutOneEventAtLeastAndNoFewerThanItTells() {
    List<AlertEvent> two =
        List.of(event(Metric.GPU_GONE), event(Metric.GPU_GONE));
    assertEquals(2, about(two, 2).total());
    assertThrows(IllegalArgumentException.class, () -> about(two, 1));
    assertThrows(IllegalArgumentException.class, () -> about(List.of(), 3));
  }

  @Test
  void whatIsOverIsResolvedUnlessMoreIsSaid() {
    assertEquals(Optional.empty(), event(Metric.GPU_GONE).ending());
    assertEquals(
        Optional.of(Ending.RESOLVED),
        event(Metric.GPU_GONE, Optional.of(Instant.EPOCH)).ending());
  }
}
