package org.dubnium.common.xid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XidCatalogueTest {

  @ParameterizedTest
  @CsvSource({
    // code, class, fatal, recovery, breaks the GPU, severity
    "13, APPLICATION, NO, RESTART_APP, false, WARNING",
    "31, APPLICATION, NO, RESTART_APP, false, WARNING",
    "43, APPLICATION, NO, IGNORE, false, WARNING",
    "45, INFORMATIONAL, NO, FOLLOW_OTHER, false, INFO",
    "48, HARDWARE, YES, RESET_GPU, true, CRITICAL",
    "54, THERMAL_POWER, MAYBE, CHECK_MECHANICALS, true, CRITICAL",
    "56, DRIVER, MAYBE, UNSPECIFIED, true, WARNING",
    "62, HARDWARE, YES, RESET_GPU, true, CRITICAL",
    "63, INFORMATIONAL, NO, IGNORE, false, INFO",
    "74, NVLINK, YES, RESET_GPU, true, CRITICAL",
    "79, HARDWARE, YES, REBOOT, true, CRITICAL",
    "92, INFORMATIONAL, NO, IGNORE, false, INFO",
    "94, HARDWARE, NO, RESTART_APP, false, WARNING",
    "109, DRIVER, YES, RESET_GPU, true, CRITICAL",
    "140, HARDWARE, YES, RESET_GPU, true, CRITICAL",
    "143, HARDWARE, YES, RESET_GPU, true, CRITICAL",
    "147, NVLINK, NO, IGNORE, false, INFO",
    "149, NVLINK, MAYBE, FOLLOW_154, true, CRITICAL",
    "154, INFORMATIONAL, MAYBE, FOLLOW_154, true, CRITICAL",
    "161, HARDWARE, MAYBE, IGNORE, false, WARNING",
    "162, THERMAL_POWER, NO, NONE, false, INFO",
    "171, HARDWARE, MAYBE, FOLLOW_OTHER, true, CRITICAL",
    "999, INFORMATIONAL, MAYBE, UNSPECIFIED, true, WARNING"
  })
  void tellsWhatACodeMeans(
      long code,
      XidClass kind,
      Fatality fatal,
      GpuRecovery recovery,
      boolean breaksGpu,
      XidSeverity severity) {
    Xid xid = XidCatalogue.of(code);
    assertEquals(new Xid(code, xid.name(), kind, fatal, recovery), xid);
    assertEquals(breaksGpu, xid.breaksGpu());
    assertEquals(severity, xid.severity());
    assertTrue(xid.isKnown());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 179, 184, 186, 998, 4_294_967_295L, Long.MAX_VALUE})
  void anUnknownCodeIsWorthAttention(long code) {
    Xid xid = XidCatalogue.of(code);
    assertFalse(xid.isKnown());
    assertEquals(XidClass.UNKNOWN, xid.kind());
    assertTrue(xid.breaksGpu());
    assertEquals(XidSeverity.WARNING, xid.severity());
  }

  @Test
  void hasEveryCodeThatNvidiaNames() {
    LongStream.rangeClosed(1, 178).forEach(code -> assertTrue(XidCatalogue.of(code).isKnown()));
    assertEquals(180, XidCatalogue.all().size());
  }

  @Test
  void everyFatalCodeIsCriticalAndAsksForSomething() {
    XidCatalogue.all().values().stream()
        .filter(xid -> xid.fatal() == Fatality.YES)
        .forEach(
            xid -> {
              assertEquals(XidSeverity.CRITICAL, xid.severity(), xid.toString());
              assertFalse(xid.recovery().isNothing(), xid.toString());
            });
  }

  @ParameterizedTest
  @CsvSource({
    "0, NONE, NONE",
    "1, GPU_RESET, RESET_GPU",
    "2, NODE_REBOOT, REBOOT",
    "3, DRAIN_P2P, DRAIN_P2P",
    "4, DRAIN_AND_RESET, DRAIN_AND_RESET",
    "5, RECOVER_IMEX_DOMAIN, RECOVER_IMEX",
    "6, BUS_RESET, RESET_BUS",
    "7, SYSTEM_REBOOT, REBOOT",
    "8, UNKNOWN, UNSPECIFIED",
    "-1, UNKNOWN, UNSPECIFIED",
    "4294967296, UNKNOWN, UNSPECIFIED"
  })
  void knowsTheDriversVerdicts(long value, DriverRecovery verdict, GpuRecovery recovery) {
    assertEquals(verdict, DriverRecovery.of(value));
    assertEquals(recovery, verdict.recovery());
    assertEquals(value != 0, verdict.isNeeded());
  }
}
