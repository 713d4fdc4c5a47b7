package org.dubnium.daemon.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dubnium.daemon.classify.RepairTarget;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.UnitFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Why a unit is left down that a repair could start. */
class ObjectionTest {

  private static final UnitName DISPLAY_MANAGER = new UnitName("display-manager.service");

  static Stream<Arguments> hosts() {
    return Stream.of(
        arguments("", down()),
        arguments("", down().withoutUnit("display-manager.service")
            .unit("other.service", UnitFixture::up)),
        arguments(
            "cannot start display-manager.service: it is masked",
            down().unit("display-manager.service", UnitFixture::masked)),
        arguments(
            "cannot start display-manager.service: it is not-found",
            down().unit("display-manager.service", UnitFixture::notFound)),
        arguments(
            "cannot start display-manager.service: getty@tty1.service would stop, since"
                + " display-manager.service conflicts with it",
            down().unit("getty@tty1.service", UnitFixture::up)),
        arguments("cannot read units: timed out", down().unavailable(Part.UNITS)));
  }

  private static ObservationBuilder down() {
    return Observations.desktop().unit("display-manager.service", UnitFixture::down);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hosts")
  void aStartIsLeftToPeopleWhereItCannotBeOrStopsSomethingElse(
      String why, ObservationBuilder host) {
    assertEquals(
        Optional.of(why).filter(text -> !text.isEmpty()),
        Objection.to(demand(new RepairTarget.Start()), host.build()));
  }

  @Test
  void nothingStandsAgainstSettingsOfASlice() {
    assertEquals(
        Optional.empty(),
        Objection.to(
            demand(new RepairTarget.SetProperties(SliceSettings.NONE)),
            down().unavailable(Part.UNITS).build()));
  }

  private static RepairTarget demand(RepairTarget.Remedy remedy) {
    return new RepairTarget(DISPLAY_MANAGER, List.of("clause"), remedy, RepairTarget.State.UNMET);
  }
}
