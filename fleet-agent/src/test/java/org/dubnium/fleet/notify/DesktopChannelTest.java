package org.dubnium.fleet.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.alert.NotificationKind;
import org.junit.jupiter.api.Test;

class DesktopChannelTest {

  private static final Duration KEEP = Duration.ofHours(12);

  private final List<ObjectNode> shown = new ArrayList<>();

  private Channel channel(int present) {
    return new DesktopChannel(
        new DesktopChannel.Desktops() {
          @Override
          public int count() {
            return present;
          }

          @Override
          public int show(ObjectNode notification) {
            shown.add(notification);
            return present;
          }
        },
        KEEP);
  }

  @Test
  void everybodyWhoIsThereIsShownIt() throws Exception {
    Channel channel = channel(2);
    assertEquals(Optional.empty(), channel.keepWhileUnattended());
    assertEquals(
        new DeliveryResult.Delivered("shown by 2"), channel.send(Samples.notification(NotificationKind.RESOLVED)));
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"id":"2f0a6a3e-7d0b-4c1a-8f3e-0a1b2c3d4e5f","kind":"resolved","severity":"error",
                 "title":"[RESOLVED] GPU <hot> & loud: node-1 GPU 3",
                 "body":"gpu_temperature = 91.5 °C, alert at ≥ 87 °C\\nFired at 2026-06-01T12:00:00Z\
                \\nResolved at 2026-06-01T12:05:00Z",
                 "at":"2026-06-01T12:05:00Z"}
                """),
        shown.getFirst());
  }

  @Test
  void whatFiredAndWhatResolvedHaveOneId() {
    channel(1).send(Samples.notification(NotificationKind.FIRED));
    channel(1).send(Samples.notification(NotificationKind.RESOLVED));
    assertEquals(shown.getFirst().get("id"), shown.getLast().get("id"));
  }

  @Test
  void withoutAnybodyItWaits() {
    assertEquals(Optional.of(KEEP), channel(0).keepWhileUnattended());
    assertInstanceOf(DeliveryResult.TemporaryFailure.class, channel(0).send(Samples.notification(NotificationKind.FIRED)));
  }
}
