package org.dubnium.daemon.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ClauseFinding;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.domain.observation.DriverFit;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.Policies;
import org.junit.jupiter.api.Test;

class DriverFindingTest {

  private static final DriverFit UPGRADED =
      new DriverFit(Reading.of("580.105.08"), Reading.of("580.95.05"), Optional.empty());

  @Test
  void degradesTheModeAsItIsShownAndNothingElse() {
    Observation seen = Observations.desktop().driverFit(UPGRADED).build();
    Classification judged = Classifier.classify(seen, Policies.shipped());
    assertEquals(Condition.SETTLED, judged.condition());
    Classification shown = DriverFinding.shown(judged, seen);
    assertEquals(Condition.DEGRADED, shown.condition());
    assertEquals(judged.mode(), shown.mode());
    assertEquals(
        List.of(
            new ClauseFinding(
                "driver",
                "open to programs that are started now",
                UPGRADED.failure().orElseThrow())),
        shown.degradations());
  }

  @Test
  void leavesAWorseConditionAsItIs() {
    Observation seen = Observations.desktop().driverFit(UPGRADED).build();
    Classification unknown =
        Classifier.classify(seen, Policies.shipped()).withCondition(Condition.UNKNOWN);
    assertEquals(Condition.UNKNOWN, DriverFinding.shown(unknown, seen).condition());
  }

  @Test
  void saysNothingWhereNobodyCanTell() {
    for (Observation seen :
        List.of(
            Observations.desktop().build(),
            Observations.desktop().unavailable(Part.GPUS).build())) {
      Classification judged = Classifier.classify(seen, Policies.shipped());
      assertSame(judged, DriverFinding.shown(judged, seen));
    }
  }
}
