package org.dubnium.daemon.adapter.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClockReasonsTest {

  @Test
  void namesEachBitInItsOrder() {
    assertEquals(
        List.of(
            "gpu-idle",
            "applications-clocks-setting",
            "sw-power-cap",
            "hw-slowdown",
            "sync-boost",
            "sw-thermal-slowdown",
            "hw-thermal-slowdown",
            "hw-power-brake-slowdown",
            "display-clock-setting"),
        List.copyOf(ClockReasons.names(0x1FF)));
  }

  @Test
  void isEmptyWithoutABit() {
    assertEquals(List.of(), List.copyOf(ClockReasons.names(0)));
  }

  @Test
  void keepsBitsThatItDoesNotKnow() {
    assertEquals(
        List.of("hw-slowdown", "bit-9", "bit-63"),
        List.copyOf(ClockReasons.names(0x8L | 1L << 9 | 1L << 63)));
  }
}
