package org.dubnium.daemon.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.dubnium.common.xid.GpuRecovery;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuEvent;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.fixture.GpuFixture;
import org.dubnium.daemon.fixture.Observations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuErrorsTest {

  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final Instant SETTLED = NOON.plus(GpuErrors.SETTLING).plusSeconds(1);

  private static final Gpu SILENT = gpu(gpu -> {});
  private static final Gpu CONTENT = gpu(gpu -> gpu.recoveryAction(0));
  private static final Gpu WANTS_RESET = gpu(gpu -> gpu.recoveryAction(1));

  private static Gpu gpu(Consumer<GpuFixture> state) {
    if (Observations.host().gpu(0, state).build().gpus()
        instanceof Reading.Value<GpuInventory>(GpuInventory all)) {
      return all.gpus().getFirst();
    }
    throw new AssertionError("no GPUs");
  }

  private static GpuErrors reported(long... xids) {
    GpuErrors errors = GpuErrors.NONE;
    for (long xid : xids) {
      errors = errors.reported(new GpuEvent(GpuFixture.uuid(0), xid, NOON), 7);
    }
    return errors;
  }

  private static void assertWorst(long xid, GpuErrors errors) {
    assertEquals(Optional.of(xid), errors.unrecovered().worst().map(worst -> worst.xid().code()));
  }

  private static void assertRecovered(GpuErrors errors) {
    assertEquals(Optional.empty(), errors.unrecovered().worst());
  }

  @ParameterizedTest
  @ValueSource(longs = {48, 79, 143, 149, 999, 4711})
  void stayWhereTheDriverDoesNotTellWhatTheGpuNeeds(long xid) {
    GpuErrors errors = reported(xid, 45).read(SILENT, NOON.plus(Duration.ofDays(30)));
    assertWorst(xid, errors);
    assertEquals(Optional.of(xid), errors.worst().map(worst -> worst.xid().code()));
    assertEquals(GpuHealth.DEGRADED, errors.health(SILENT, 8));
    assertEquals(45, errors.last().orElseThrow().xid());
  }

  @Test
  void areOverOnceTheDriverWantsNothingMore() {
    GpuErrors errors = reported(48, 45).read(WANTS_RESET, NOON.plusSeconds(1));
    assertWorst(48, errors);
    assertEquals(GpuRecovery.RESET_GPU, errors.recovery());
    GpuErrors after = errors.read(CONTENT, NOON.plusSeconds(60));
    assertRecovered(after);
    assertEquals(GpuHealth.OK, after.health(CONTENT, 8));
    assertEquals(GpuRecovery.NONE, after.recovery());
    assertEquals(45, after.last().orElseThrow().xid());
  }

  @Test
  void thatNoGpuSurvivesStayThoughTheDriverNeverWantedAnything() {
    GpuErrors errors = reported(48).read(CONTENT, SETTLED).read(CONTENT, SETTLED.plusSeconds(60));
    assertWorst(48, errors);
    assertEquals(GpuRecovery.RESET_GPU, errors.recovery());
  }

  @ParameterizedTest
  @ValueSource(longs = {149, 154, 999, 4711})
  void thatMayBeHarmlessGoOnceTheDriverHadTimeToSaySo(long xid) {
    GpuErrors early = reported(xid).read(CONTENT, NOON.plusSeconds(1));
    assertWorst(xid, early);
    assertRecovered(early.read(CONTENT, SETTLED));
  }

  @Test
  void thatCameAfterTheReadingAreNotWipedAwayByIt() {
    GpuErrors errors =
        reported(48)
            .read(WANTS_RESET, NOON.plusSeconds(1))
            .reported(new GpuEvent(GpuFixture.uuid(0), 95, NOON.plusSeconds(60)), 9)
            .read(CONTENT, NOON.plusSeconds(59));
    assertWorst(95, errors);
  }

  @Test
  void areOverWhenTheGpuOrItsDriverIsBack() {
    GpuErrors errors = reported(79, 45).returned(NOON.plusSeconds(1));
    assertRecovered(errors);
    assertEquals(GpuHealth.OK, errors.health(SILENT, 8));
  }

  @Test
  void aReadingThatFailsChangesNothing() {
    GpuErrors wanted = reported(143).read(WANTS_RESET, NOON.plusSeconds(1));
    assertEquals(wanted, wanted.read(SILENT, NOON.plusSeconds(2)));
    assertRecovered(wanted.read(SILENT, NOON.plusSeconds(2)).read(CONTENT, NOON.plusSeconds(3)));
  }

  @Test
  void thatAGpuSurvivesAskNothingOfIt() {
    GpuErrors errors = reported(13, 31, 45);
    assertEquals(Optional.empty(), errors.worst());
    assertEquals(GpuRecovery.NONE, errors.recovery());
    assertEquals(GpuHealth.OK, errors.health(SILENT, 8));
  }

  @Test
  void overtakeWhatWasReadBefore() {
    assertEquals(GpuHealth.LOST, reported(79).health(SILENT, 7));
    assertEquals(GpuHealth.DEGRADED, reported(79).health(SILENT, 8));
  }
}
