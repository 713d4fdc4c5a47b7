package org.dubnium.daemon.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Optional;
import java.util.stream.Stream;
import org.dubnium.daemon.classify.Classifier;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.Policies;
import org.dubnium.daemon.fixture.UnitFixture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which mode's contract a repair may mend. */
class SituationTest {

  static Stream<Arguments> hosts() {
    return Stream.of(
        arguments("the mode that holds", Observations.desktop(), "desktop", true),
        arguments("an overlay that holds", Observations.studio(), "studio-local", true),
        arguments(
            "one that is degraded",
            Observations.desktop().unit("display-manager.service", UnitFixture::failed),
            "desktop",
            true),
        arguments("one that is wanted and not there", Observations.desktop(), "compute", false),
        arguments("the base below its overlay", Observations.studio(), "desktop", false),
        arguments(
            "an overlay that is half there",
            Observations.studio().unit("audio-priority.service", UnitFixture::failed),
            "studio-local",
            true),
        arguments("an overlay that is not there", Observations.desktop(), "studio-local", false),
        arguments(
            "half an overlay that nobody wants",
            Observations.studio().unit("audio-priority.service", UnitFixture::failed),
            "desktop",
            true),
        arguments(
            "one that cannot be told",
            Observations.desktop().unavailable(Part.UNITS),
            "desktop",
            false),
        arguments("one that does not exist", Observations.desktop(), "gaming", false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hosts")
  void onlyTheModeThatIsWantedAndThereIsMended(
      String what, ObservationBuilder host, String desired, boolean repairable) {
    Observation seen = host.build();
    assertEquals(
        Optional.of(new ModeName(desired)).filter(mode -> repairable),
        repairable(seen, Classifier.classify(seen, Policies.shipped()), desired));
  }

  @ParameterizedTest
  @EnumSource(
      value = Condition.class,
      names = {"TRANSITIONING", "FAILED_TRANSITION", "UNKNOWN"})
  void nothingIsMendedOnTheWayOrAfterATransitionFailed(Condition condition) {
    Observation seen = Observations.desktop().build();
    Classification now =
        Classifier.classify(seen, Policies.shipped()).withCondition(condition);
    assertEquals(Optional.empty(), repairable(seen, now, "desktop"));
  }

  private static Optional<ModeName> repairable(
      Observation seen, Classification now, String desired) {
    return new Situation(seen, now, new ModeName(desired), Optional.empty())
        .repairable(Policies.shipped());
  }
}
