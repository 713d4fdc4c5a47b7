package org.dubnium.common.xid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XidHistoryTest {

  private static final Instant START = Instant.parse("2026-11-29T12:00:00Z");

  /** As reported one second after the other. */
  private static XidHistory of(long... codes) {
    XidHistory history = XidHistory.NONE;
    for (int i = 0; i < codes.length; i++) {
      history = history.with(codes[i], START.plusSeconds(i));
    }
    return history;
  }

  private static XidHistory of(String codes) {
    return of(Stream.of(codes.split(" ")).mapToLong(Long::parseLong).toArray());
  }

  @ParameterizedTest
  @CsvSource({
    "79 45, 79",
    "45 79, 79",
    "79 154 45 45, 79",
    "149 154 45, 149",
    "154 149, 149",
    "154, 154",
    "119 79, 79",
    "48 95, 48",
    "95 48, 95",
    "13 45, 13",
    "13 63 48 43, 48",
    "154 4242, 4242",
    "4242 154 45, 4242",
    "143 149, 143",
    "149 143, 143",
    "171 45 48, 48",
    "13 4242, 4242",
    "4242 143, 143",
    "45, 45"
  })
  void theGravestIsNotHidden(String reported, long worst) {
    assertEquals(
        Optional.of(worst), of(reported).worst().map(entry -> entry.xid().code()), reported);
  }

  @ParameterizedTest
  @CsvSource({
    "79 45, , REBOOT",
    "79 45, NONE, REBOOT",
    "79 45, GPU_RESET, RESET_GPU",
    "45, , RESTART_APP",
    "172 45, , RESET_GPU",
    "149 154 45, , RESTART_APP",
    "149 154 45, DRAIN_AND_RESET, DRAIN_AND_RESET",
    "13, GPU_RESET, RESET_GPU",
    "13, , RESTART_APP",
    "4242, UNKNOWN, UNSPECIFIED"
  })
  void theDriversVerdictGoesBeforeTheCatalogue(
      String reported, DriverRecovery verdict, GpuRecovery recovery) {
    assertEquals(recovery, of(reported).recovery(Optional.ofNullable(verdict)));
  }

  @Test
  void noErrorNeedsNothingButWhatTheDriverWants() {
    assertEquals(GpuRecovery.NONE, XidHistory.NONE.recovery(Optional.empty()));
    assertEquals(GpuRecovery.REBOOT, XidHistory.NONE.recovery(Optional.of(DriverRecovery.NODE_REBOOT)));
  }

  @Test
  void aCodeAgainMovesItsTimes() {
    XidHistory.Entry entry = of(31, 13, 31).entries().getFirst();
    assertEquals(new XidHistory.Entry(XidCatalogue.of(31), START, START.plusSeconds(2)), entry);
    assertEquals(Optional.of(31L), of(31, 13, 31).latest().map(e -> e.xid().code()));
  }

  @Test
  void whatCameAfterTheRecoveryStays() {
    assertEquals(of(48), of(48).recoveredAt(START.minusSeconds(1)));
    assertEquals(XidHistory.NONE, of(48).recoveredAt(START));
    assertEquals(
        Optional.of(13L), of(79, 13).recoveredAt(START).worst().map(e -> e.xid().code()));
  }

  @ParameterizedTest
  @CsvSource({"4242 154, CRITICAL", "4242, WARNING", "45 63, INFO", "45 13, WARNING"})
  void isAsSevereAsTheSeverestCode(String reported, XidSeverity severity) {
    assertEquals(severity, of(reported).severity());
  }

  @Test
  void keepsTheGravestOfMany() {
    long[] codes = Stream.iterate(200L, code -> code + 1).limit(1000).mapToLong(c -> c).toArray();
    XidHistory history = of(codes).with(79, START.plusSeconds(5000));
    assertEquals(XidHistory.MOST, history.entries().size());
    assertEquals(List.of(79L, 200L), history.entries().stream().map(e -> e.xid().code()).limit(2).toList());
  }
}
