package org.dubnium.daemon.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.observation.GpuEvent;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.fixture.GpuFixture;
import org.dubnium.daemon.fixture.Observations;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GpuHealthTest {

  private static final boolean BEFORE = false;
  private static final boolean AFTER = true;

  /** What NVML tells of the GPU itself. */
  enum State {
    FINE,
    UNREADABLE,
    LOST;

    void of(GpuFixture gpu) {
      switch (this) {
        case FINE -> {}
        case UNREADABLE -> gpu.memoryUnavailable("timed out");
        case LOST -> gpu.lost();
      }
    }
  }

  static List<Arguments> cases() {
    return List.of(
        arguments("ok", State.FINE, 0, BEFORE),
        arguments("unknown", State.UNREADABLE, 0, BEFORE),
        arguments("lost", State.LOST, 0, BEFORE),
        arguments("lost", State.LOST, 13, BEFORE),
        arguments("ok", State.FINE, 13, BEFORE),
        arguments("degraded", State.FINE, 48, BEFORE),
        arguments("degraded", State.UNREADABLE, 48, BEFORE),
        arguments("lost", State.FINE, 79, AFTER),
        arguments("lost", State.UNREADABLE, 79, BEFORE),
        arguments("degraded", State.FINE, 79, BEFORE));
  }

  /**
   * @param xid of the last event; 0 for none
   * @param overtaken whether the event came after the reading
   */
  @ParameterizedTest(name = "{0}: {1}, XID {2}, after the reading: {3}")
  @MethodSource("cases")
  void isJudgedByWhatTheDriverSaid(
      String health, State state, long xid, boolean overtaken) {
    Reading<GpuInventory> gpus = Observations.host().gpu(0, state::of).build().gpus();
    Optional<GpuEvent> event =
        Optional.of(new GpuEvent(GpuFixture.uuid(0), xid, Instant.EPOCH)).filter(e -> xid != 0);
    assertEquals(
        Reading.of(health),
        gpus.map(all -> GpuHealth.of(all.gpus().getFirst(), event, overtaken).text()));
  }
}
