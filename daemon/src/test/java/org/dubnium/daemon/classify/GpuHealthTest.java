package org.dubnium.daemon.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dubnium.common.xid.XidHistory;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.fixture.GpuFixture;
import org.dubnium.daemon.fixture.Observations;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GpuHealthTest {

  private static final boolean BEFORE = false;
  private static final boolean AFTER = true;

  /** What NVML tells of the GPU itself. */
  enum State {
    FINE,
    UNIFIED,
    UNREADABLE,
    LOST;

    void of(GpuFixture gpu) {
      switch (this) {
        case FINE -> {}
        case UNIFIED -> gpu.unifiedMemory();
        case UNREADABLE -> gpu.memoryUnavailable("timed out");
        case LOST -> gpu.lost();
      }
    }
  }

  static List<Arguments> cases() {
    return List.of(
        arguments("ok", State.FINE, "", BEFORE),
        arguments("ok", State.UNIFIED, "", BEFORE),
        arguments("unknown", State.UNREADABLE, "", BEFORE),
        arguments("lost", State.LOST, "", BEFORE),
        arguments("lost", State.LOST, "13", BEFORE),
        arguments("ok", State.FINE, "13", BEFORE),
        arguments("ok", State.FINE, "31 43 45 63 94", AFTER),
        arguments("degraded", State.FINE, "48", BEFORE),
        arguments("degraded", State.UNREADABLE, "48", BEFORE),
        arguments("lost", State.FINE, "79", AFTER),
        arguments("lost", State.UNREADABLE, "79", BEFORE),
        arguments("degraded", State.FINE, "79", BEFORE),
        arguments("lost", State.FINE, "79 45", AFTER),
        arguments("lost", State.UNREADABLE, "79 154 45", BEFORE),
        arguments("degraded", State.FINE, "79 45", BEFORE),
        arguments("degraded", State.FINE, "48 45 13", BEFORE),
        arguments("degraded", State.FINE, "143", BEFORE),
        arguments("degraded", State.FINE, "149", BEFORE),
        arguments("degraded", State.FINE, "154", BEFORE),
        arguments("degraded", State.FINE, "140", BEFORE),
        arguments("degraded", State.UNIFIED, "143 149", BEFORE),
        arguments("degraded", State.FINE, "183", BEFORE),
        arguments("degraded", State.FINE, "4711 45", BEFORE));
  }

  /**
   * @param xids reported, one after the other
   * @param overtaken whether the last came after the reading
   */
  @ParameterizedTest(name = "{0}: {1}, XIDs {2}, after the reading: {3}")
  @MethodSource("cases")
  void isJudgedByWhatTheDriverSaid(String health, State state, String xids, boolean overtaken) {
    assertEquals(Reading.of(health), health(state::of, xids, overtaken));
  }

  @ParameterizedTest
  @CsvSource({
    "0, ok", "1, degraded", "2, degraded", "3, degraded", "4, degraded", "7, degraded", "99, degraded"
  })
  void aRecoveryThatTheDriverWantsMakesItDegraded(long action, String health) {
    assertEquals(Reading.of(health), health(gpu -> gpu.recoveryAction(action), "", BEFORE));
  }

  @ParameterizedTest
  @CsvSource({"0, ok", "1, degraded", "4000, degraded"})
  void anUncorrectedMemoryErrorMakesItDegraded(long errors, String health) {
    assertEquals(Reading.of(health), health(gpu -> gpu.eccUncorrected(errors), "", BEFORE));
  }

  private static Reading<String> health(
      Consumer<GpuFixture> state, String xids, boolean overtaken) {
    XidHistory history = XidHistory.NONE;
    for (long code : codes(xids).toArray()) {
      history = history.with(code, Instant.EPOCH);
    }
    XidHistory reported = history;
    Reading<GpuInventory> gpus = Observations.host().gpu(0, state).build().gpus();
    return gpus.map(all -> GpuHealth.of(all.gpus().getFirst(), reported, overtaken).text());
  }

  private static LongStream codes(String xids) {
    return Stream.of(xids.split(" ")).filter(code -> !code.isEmpty()).mapToLong(Long::parseLong);
  }
}
