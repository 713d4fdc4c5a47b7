package org.dubnium.daemon.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.UnitFixture;
import org.junit.jupiter.api.Test;

class StartEffectsTest {

  private static final UnitName DISPLAY_MANAGER = new UnitName("display-manager.service");
  private static final UnitName GETTY = new UnitName("getty@tty1.service");

  @Test
  void stopsNothingIfAllThatConflictsIsDown() {
    assertEquals(
        Map.of(),
        StartEffects.stopped(DISPLAY_MANAGER, units(Observations.desktop().build())));
  }

  @Test
  void stopsWhatConflictsAndWhatStopsWithIt() {
    Observation seen = Observations.compute().build();
    assertEquals(
        Map.of(
            new UnitName("compute.target"), "desktop.target conflicts with it",
            new UnitName("vllm.service"), "it stops with compute.target"),
        StartEffects.stopped(new UnitName("desktop.target"), units(seen)));
  }

  @Test
  void takesAUnitThatNobodyReadToBeUp() {
    Map<UnitName, UnitState> units = new HashMap<>(units(Observations.desktop().build()));
    units.remove(GETTY);
    assertEquals(
        Map.of(GETTY, "display-manager.service conflicts with it"),
        StartEffects.stopped(DISPLAY_MANAGER, units));
  }

  @Test
  void stopsALoginThatIsUp() {
    Observation seen =
        Observations.desktop().unit("getty@tty1.service", UnitFixture::up).build();
    assertEquals(
        Map.of(GETTY, "display-manager.service conflicts with it"),
        StartEffects.stopped(DISPLAY_MANAGER, units(seen)));
  }

  private static Map<UnitName, UnitState> units(Observation seen) {
    if (seen.units() instanceof Reading.Value<Map<UnitName, UnitState>>(var units)) {
      return units;
    }
    throw new AssertionError(seen.units());
  }
}
