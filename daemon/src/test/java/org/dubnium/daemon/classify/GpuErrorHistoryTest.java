package org.dubnium.daemon.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.dubnium.daemon.domain.observation.GpuEvent;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.fixture.GpuFixture;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.Observations;
import org.junit.jupiter.api.Test;

/** What of the errors of all GPUs is left once some were away. */
class GpuErrorHistoryTest {

  private static final Observation ONE = Observations.host().build();
  private static final Observation BOTH = Observations.host().gpu(1, gpu -> {}).build();

  private final GpuErrorHistory faulty =
      GpuErrorHistory.NONE
          .observed(BOTH)
          .reported(new GpuEvent(GpuFixture.uuid(0), 79, Instant.EPOCH))
          .reported(new GpuEvent(GpuFixture.uuid(1), 48, Instant.EPOCH));

  private static Optional<Long> worst(int gpu, GpuErrorHistory errors) {
    return errors.of(GpuFixture.uuid(gpu)).worst().map(worst -> worst.xid().code());
  }

  @Test
  void stayWhileNothingHappens() {
    GpuErrorHistory later =
        faulty.observed(BOTH).observed(Observations.host().unavailable(Part.GPUS).build()).observed(BOTH);
    assertEquals(Optional.of(79L), worst(0, later));
    assertEquals(Optional.of(48L), worst(1, later));
  }

  @Test
  void areOverForAGpuThatWasGoneAndIsBack() {
    GpuErrorHistory gone = faulty.observed(ONE);
    assertEquals(Optional.of(48L), worst(1, gone), "it may come back as it went");
    GpuErrorHistory back = gone.observed(BOTH);
    assertEquals(Optional.empty(), worst(1, back));
    assertEquals(Optional.of(79L), worst(0, back));
  }
}
