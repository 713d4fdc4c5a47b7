package org.dubnium.dbus.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who and why: shown to everybody, kept for years. */
class HoldRequestTest {

  private static HoldRequest hold(String who, String why) throws BusException {
    return HoldRequest.of("compute", "any", "delay", who, why, Map.of());
  }

  @Test
  void wordsMayBeAsLongAsALine() throws Exception {
    assertEquals("ü".repeat(256), hold("ü".repeat(256), "🎹".repeat(256)).who());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "\u001b[31m", "\u0000", "\u009b2J", "a\u2028b", "a\u202eb"})
  void othersAreRefusedInEitherPlace(String text) {
    for (BusException refused :
        new BusException[] {
          assertThrows(BusException.class, () -> hold(text, "why")),
          assertThrows(BusException.class, () -> hold("who", text))
        }) {
      assertTrue(refused.is(StandardError.INVALID_ARGS), refused.getMessage());
      assertTrue(refused.text().startsWith("cannot use wh"), refused.text());
    }
  }

  @Test
  void tooLongIsRefused() {
    BusException refused =
        assertThrows(BusException.class, () -> hold("who", "x".repeat(257)));
    assertEquals("cannot use why: it must have at most 256 characters", refused.text());
  }

  @Test
  void whatIsQuotedInARefusalCannotSteerATerminal() {
    BusException refused =
        assertThrows(
            BusException.class,
            () -> HoldRequest.of("m", "\u001b[2J" + "x".repeat(500), "delay", "a", "b", Map.of()));
    assertTrue(refused.text().startsWith("cannot use the direction \ufffd[2Jxxx"), refused.text());
    assertTrue(refused.text().length() < 200);
  }
}
