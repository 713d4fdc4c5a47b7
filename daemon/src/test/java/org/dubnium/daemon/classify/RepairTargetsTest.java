package org.dubnium.daemon.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dubnium.daemon.classify.RepairTarget.State;
import org.dubnium.daemon.domain.mode.Contracts;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.Policies;
import org.dubnium.daemon.fixture.UnitFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RepairTargetsTest {

  private static final Contracts CONTRACTS = Policies.shipped().contracts();
  private static final ModeName DESKTOP = new ModeName("desktop");
  private static final ModeName STUDIO = new ModeName("studio-local");
  private static final ModeName COMPUTE = new ModeName("compute");

  static Stream<Arguments> servers() {
    return Stream.of(
        arguments("running", State.MET, unit(UnitFixture::up)),
        arguments("stopped", State.UNMET, unit(UnitFixture::down)),
        arguments("failed", State.UNMET, unit(UnitFixture::failed)),
        arguments("masked, and so not enabled", State.MET, unit(UnitFixture::masked)),
        arguments("disabled", State.MET, unit(server -> server.down().file("disabled"))),
        arguments("stopped, with a job", State.MOVING, unit(server -> server.down().job("start"))),
        arguments("loading", State.MOVING, unit(server -> server.state("activating", "start"))),
        arguments(
            "about to be restarted",
            State.MOVING,
            unit(server -> server.state("activating", "auto-restart"))),
        arguments(
            "draining", State.MOVING, unit(server -> server.state("deactivating", "stop"))));
  }

  private static Consumer<UnitFixture> unit(
      Consumer<UnitFixture> change) {
    return change;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void tellsHowAUnitStands(
      String how, State expected, Consumer<UnitFixture> change) {
    Observation seen = Observations.compute().unit("vllm.service", change).build();
    assertEquals(
        new RepairTarget(
            new UnitName("vllm.service"),
            List.of("unitsActive:vllm.service"),
            new RepairTarget.Start(),
            expected),
        RepairTargets.units(COMPUTE, seen, CONTRACTS).getFirst());
  }

  @Test
  void asksForNoTargetAndNoUnitThatIsToBeDown() {
    Observation nothingUp = Observations.host().build();
    assertEquals(
        List.of("display-manager.service"), names(RepairTargets.units(DESKTOP, nothingUp, CONTRACTS)));
    assertEquals(
        List.of("studio-local-policy.service", "audio-priority.service", "display-manager.service"),
        names(RepairTargets.units(STUDIO, nothingUp, CONTRACTS)));
  }

  @Test
  void tellsWhichSliceIsNotAsItShouldBeAndWhatItShouldBe() {
    Observation seen =
        Observations.compute().unit("ai.slice", slice -> slice.weights(7, 400)).build();
    List<RepairTarget> demands = RepairTargets.slices(COMPUTE, seen, CONTRACTS);
    assertEquals(List.of("ai.slice", "interactive.slice", "platform.slice"), names(demands));
    assertEquals(
        new RepairTarget(
            new UnitName("ai.slice"),
            List.of("slices:ai.slice:CPUWeight", "slices:ai.slice:IOWeight"),
            new RepairTarget.SetProperties(new SliceSettings(400L, 400L, null)),
            State.UNMET),
        demands.getFirst());
    assertEquals(State.MET, demands.getLast().state());
  }

  @Test
  void cannotTellASliceThatSystemdDoesNotTell() {
    Observation seen =
        Observations.compute().unit("ai.slice", UnitFixture::weightsUnknown).build();
    assertEquals(State.UNKNOWN, RepairTargets.slices(COMPUTE, seen, CONTRACTS).getFirst().state());
  }

  @Test
  void leavesSlicesAloneWhileAnotherUnitMayHaveSetThem() {
    Observation seen =
        Observations.desktop()
            .unit("studio-local-policy.service", unit -> unit.state("active", "exited"))
            .unit("ai.slice", slice -> slice.weights(20, 20))
            .build();
    assertEquals(List.of(), RepairTargets.slices(DESKTOP, seen, CONTRACTS));
  }

  @Test
  void leavesSlicesToTheUnitsOfAnOverlayUntilTheyAreUp() {
    Observation half =
        Observations.studio()
            .unit("studio-local-policy.service", UnitFixture::down)
            .unit("ai.slice", slice -> slice.weights(7, 7))
            .build();
    assertEquals(List.of(), RepairTargets.slices(STUDIO, half, CONTRACTS));
    Observation whole =
        Observations.studio().unit("ai.slice", slice -> slice.weights(7, 7)).build();
    assertEquals(State.UNMET, RepairTargets.slices(STUDIO, whole, CONTRACTS).getFirst().state());
  }

  /** The words by which the audit log and the journal call a repair. */
  @Test
  void callsWhatWouldBringItAbout() {
    Observation seen = Observations.compute().build();
    assertEquals(
        "start-unit", RepairTargets.units(COMPUTE, seen, CONTRACTS).getFirst().remedy().kind());
    assertEquals(
        "set-unit-properties",
        RepairTargets.slices(COMPUTE, seen, CONTRACTS).getFirst().remedy().kind());
  }

  private static List<String> names(List<RepairTarget> demands) {
    return demands.stream().map(demand -> demand.unit().value()).toList();
  }
}
