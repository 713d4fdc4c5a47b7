package org.dubnium.fleet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.dubnium.fleet.domain.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationTest {

  private static AlertEvent event(AlertMetric metric) {
    return event(metric, Optional.empty());
  }

  private static AlertEvent event(AlertMetric metric, Optional<Instant> resolvedAt) {
    return new AlertEvent(
        UUID.randomUUID(),
        UUID.randomUUID(),
        "rule",
        new NodeId("node-1"),
        OptionalInt.empty(),
        metric,
        1,
        0,
        Condition.GT,
        Optional.empty(),
        Instant.EPOCH,
        resolvedAt,
        Optional.empty());
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
            .map(metric -> event(AlertMetric.valueOf(metric)))
            .toList();
    assertEquals(severity, about(events, events.size()).severity());
    assertEquals(events.getFirst(), about(events, 7).event());
  }

  @Test
  void isAboutOneEventAtLeastAndNoFewerThanItTells() {
    List<AlertEvent> two =
        List.of(event(AlertMetric.GPU_GONE), event(AlertMetric.GPU_GONE));
    assertEquals(2, about(two, 2).total());
    assertThrows(IllegalArgumentException.class, () -> about(two, 1));
    assertThrows(IllegalArgumentException.class, () -> about(List.of(), 3));
  }

  @Test
  void whatIsOverIsResolvedUnlessMoreIsSaid() {
    assertEquals(Optional.empty(), event(AlertMetric.GPU_GONE).ending());
    assertEquals(
        Optional.of(Ending.RESOLVED),
        event(AlertMetric.GPU_GONE, Optional.of(Instant.EPOCH)).ending());
  }
}
