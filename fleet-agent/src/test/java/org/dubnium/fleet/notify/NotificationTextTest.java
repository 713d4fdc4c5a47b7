package org.dubnium.fleet.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.Notification;
import org.dubnium.fleet.alert.NotificationKind;
import org.junit.jupiter.api.Test;

class NotificationTextTest {

  private static List<AlertEvent> events(int count, boolean resolved) {
    return Collections.nCopies(count, Samples.event(resolved));
  }

  @Test
  void manyAreTenAndANumber() {
    Notification notification = Samples.notification(NotificationKind.FIRED, events(100, false), 1000, 1000);
    assertEquals(
        "[FIRING] GPU <hot> & loud: node-1 GPU 3 and 999 more", NotificationText.title(notification));
    List<String> lines = NotificationText.body(notification).lines().toList();
    assertEquals(12, lines.size());
    assertEquals("node-1 GPU 3: gpu_temperature = 91.5 °C, alert at ≥ 87 °C", lines.getFirst());
    assertEquals("and 990 more", lines.get(10));
    assertEquals("Fired at 2026-06-01T12:00:00Z", lines.get(11));
  }

  @Test
  void aFewAreAllNamed() {
    Notification notification = Samples.notification(NotificationKind.FIRED, events(10, false), 10, 10);
    assertEquals(11, NotificationText.body(notification).lines().count());
  }

  @Test
  void ofWhatIsOverInPartTheRestIsTold() {
    Notification notification = Samples.notification(NotificationKind.RESOLVED, events(2, true), 2, 3);
    assertTrue(
        NotificationText.body(notification).endsWith("\nOf those that fired with it, 3 fire still"),
        NotificationText.body(notification));
  }
}
