package org.dubnium.daemon.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ClauseFinding;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.Policies;
import org.dubnium.daemon.fixture.Sessions;
import org.dubnium.daemon.fixture.UnitFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the table over single clauses does not show: how facts work together, and their words. */
class ClassifierTest {

  private static final ModeName DESKTOP = new ModeName("desktop");
  private static final ModeName STUDIO = new ModeName("studio-local");
  private static final ModeName COMPUTE = new ModeName("compute");

  @Test
  void theFactsAreToldForAPerson() {
    Classification seen = classify(Observations.studio());
    assertTrue(seen.isSettledIn(STUDIO));
    assertTrue(seen.supports().contains("desktop.target is active"));
    assertTrue(seen.supports().contains("audio-priority.service is active"));
    assertTrue(seen.supports().contains("interactive.slice has CPUWeight 900"));
    assertTrue(seen.supports().contains("vllm.service is inactive"));
  }

  @Test
  void noTargetActiveIsNoMode() {
    Classification seen = classify(Observations.host());
    assertEquals("unknown", seen.modeText());
    assertEquals(Condition.UNKNOWN, seen.condition());
    assertEquals(
        List.of(
            "desktop.target is inactive, so it is not desktop",
            "compute.target is inactive, so it is not compute"),
        seen.contradicts());
    assertEquals(List.of(), seen.conflicts());
  }

  @Test
  void aTargetOnItsWayIsNotThere() {
    Classification seen =
        classify(
            Observations.host()
                .unit("compute.target", unit -> unit.state("activating", "waiting").job("start")));
    assertEquals(Optional.empty(), seen.mode());
    assertTrue(
        seen.contradicts()
            .contains(
                "compute.target is activating (waiting) with a start job queued, so it is not compute"));
  }

  @Test
  void bothTargetsActiveIsAConflictThatNamesBoth() {
    Classification seen =
        classify(
            Observations.desktop().unit("compute.target", unit -> unit.state("active", "active")));
    assertEquals(Optional.empty(), seen.mode());
    assertEquals(
        List.of("desktop.target is active while compute.target is active"), seen.conflicts());
  }

  @ParameterizedTest
  @CsvSource({
    "wayland, user, active, seat0, true",
    "x11, user, online, seat0, true",
    "mir, user-early, active, seat1, true",
    "wayland, greeter, active, seat0, true",
    "wayland, user, closing, seat0, false",
    "wayland, user, active, '', false",
    "tty, user, active, seat0, false",
    "unspecified, user, active, seat0, false",
    "wayland, lock-screen, active, seat0, false",
    "wayland, background, active, seat0, false",
    "wayland, manager, active, seat0, false"
  })
  void onlyASessionInAuthorityContradictsCompute(
      String type, String sessionClass, String state, String seat, boolean conflicts) {
    Classification seen =
        classify(
            Observations.compute()
                .session(
                    Sessions.session(
                        "9", "alice", 1000, type, sessionClass, state, seat, false)));
    if (conflicts) {
      assertEquals(Optional.empty(), seen.mode());
      assertEquals(Condition.UNKNOWN, seen.condition());
      String session = "session 9 of alice (%s on %s) is %s".formatted(type, seat, state);
      assertEquals(
          List.of("compute.target is active while " + session), seen.conflicts());
      assertEquals(List.of(session + ", but compute wants no graphics"), seen.contradicts());
      assertEquals(
          List.of(new ClauseFinding("graphics", "absent", "present")), seen.degradations());
    } else {
      assertTrue(seen.isSettledIn(COMPUTE));
    }
  }

  @Test
  void aSessionHoldsUpTheDesktopWhereTheDisplayManagerDoesNot() {
    Classification seen =
        classify(Observations.desktop().unit("display-manager.service", UnitFixture::failed));
    assertEquals(Optional.of(DESKTOP), seen.mode());
    assertEquals(
        List.of(
            new ClauseFinding(
                "unitsActive:display-manager.service", "active", "failed (exit-code)")),
        seen.degradations());
    assertEquals(
        List.of(
            "display-manager.service is failed (exit-code), but desktop wants it active"),
        seen.contradicts());
  }

  @Test
  void withNeitherTheDesktopIsDegradedInItsGraphicsToo() {
    Classification seen =
        classify(
            Observations.desktop()
                .unit("display-manager.service", UnitFixture::failed)
                .noSessions());
    assertTrue(
        seen.degradations().contains(new ClauseFinding("graphics", "required", "absent")));
    assertTrue(
        seen.contradicts()
            .contains(
                "no graphical session is on a seat and display-manager.service is failed"
                    + " (exit-code), but desktop wants graphics"));
  }

  @Test
  void theDisplayManagerAloneIsGraphicsEnoughAlsoWithoutLogind() {
    assertTrue(classify(Observations.desktop().noSessions()).isSettledIn(DESKTOP));
    assertTrue(classify(Observations.desktop().unavailable(Part.SESSIONS)).isSettledIn(DESKTOP));
  }

  @Test
  void aContractWithoutDisplayManagerGoesBySessions() {
    Policy policy =
        Policies.with(
            """
            { "modes": { "desktop": { "unitsActive": ["kiosk.service"] } } }
            """);
    ObservationBuilder host = Observations.desktop().unit("kiosk.service", UnitFixture::up);
    assertTrue(Classifier.classify(host.build(), policy).isSettledIn(DESKTOP));
    Classification alone = Classifier.classify(host.noSessions().build(), policy);
    assertEquals(
        List.of("graphics"), alone.degradations().stream().map(ClauseFinding::clause).toList());
  }

  @Test
  void halfAnOverlayIsADegradedBaseWithTheEvidence() {
    Classification seen =
        classify(Observations.studio().unit("audio-priority.service", UnitFixture::failed));
    assertEquals(Optional.of(DESKTOP), seen.mode());
    assertEquals(Condition.DEGRADED, seen.condition());
    List<String> clauses = seen.degradations().stream().map(ClauseFinding::clause).toList();
    assertTrue(clauses.contains("unitsInactive:studio-local-policy.service"));
    assertTrue(clauses.contains("slices:ai.slice:CPUWeight"));
    assertTrue(
        seen.degradations()
            .contains(
                new ClauseFinding(
                    "overlay:studio-local",
                    "in full or not at all",
                    "audio-priority.service is failed (exit-code), but studio-local wants it"
                        + " active")));
    assertEquals(
        "audio-priority.service is failed (exit-code), but studio-local wants it active",
        seen.contradicts().getLast());
  }

  @Test
  void anOverlayOfWhichNothingIsUpIsNotSpokenOf() {
    Classification seen =
        classify(Observations.desktop().unit("studio-local-policy.service", UnitFixture::failed));
    assertTrue(seen.isSettledIn(DESKTOP));
  }

  @Test
  void aModelServerThatMakesNoProgressDegradesTheModeAndIsNoRepairsBusiness() {
    Observation stalled = Observations.compute().stall("no token for 300 s").build();
    Classification seen = Classifier.classify(stalled, Policies.shipped());
    assertEquals(Optional.of(new ModeName("compute")), seen.mode());
    assertEquals(Condition.DEGRADED, seen.condition());
    assertEquals("stalled", seen.degradations().getFirst().observed());
    assertTrue(
        RepairTargets.units(new ModeName("compute"), stalled, Policies.shipped().contracts()).stream()
            .noneMatch(target -> target.state() == RepairTarget.State.UNMET));
  }

  @Test
  void whatAnOverlayLeavesStandingOfItsBaseDegradesTheOverlay() {
    Classification seen =
        classify(Observations.studio().unit("display-manager.service", UnitFixture::failed));
    assertEquals(Optional.of(STUDIO), seen.mode());
    assertEquals(Condition.DEGRADED, seen.condition());
    assertEquals(
        List.of("unitsActive:display-manager.service"),
        seen.degradations().stream().map(ClauseFinding::clause).toList());
  }

  @Test
  void twoOverlaysInFullAreAConflict() {
    Policy policy =
        Policies.with(
            """
            { "modes": { "twin": {
              "overlay": "desktop", "unitsActive": ["audio-priority.service"] } } }
            """);
    Classification seen = Classifier.classify(Observations.studio().build(), policy);
    assertEquals(Optional.empty(), seen.mode());
    assertEquals(List.of("studio-local and twin hold in full at once"), seen.conflicts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"disabled", "masked", "static", ""})
  void vllmCountsOnlyWhereItIsEnabled(String fileState) {
    Classification seen =
        classify(
            Observations.compute().unit("vllm.service", unit -> unit.file(fileState).down()));
    assertTrue(seen.isSettledIn(COMPUTE));
    assertTrue(
        seen.supports().contains("vllm.service is not enabled here and does not count"));
  }

  @Test
  void computeIsEnterableWhereVllmIsNotInstalled() {
    assertTrue(
        classify(Observations.compute().unit("vllm.service", UnitFixture::notFound))
            .isSettledIn(COMPUTE));
  }

  @Test
  void theVllmRuleSpeaksWhereNoUnitClauseDoes() {
    Policy policy =
        Policies.with(
            """
            { "modes": { "compute": { "unitsActive": [] }, "desktop": {
              "unitsInactive": ["compute.target"] } } }
            """);
    assertEquals(
        List.of(new ClauseFinding("vllm", "active", "failed (exit-code)")),
        Classifier.classify(
                Observations.compute().unit("vllm.service", UnitFixture::failed).build(), policy)
            .degradations());
    assertEquals(
        List.of(new ClauseFinding("vllm", "inactive", "active")),
        Classifier.classify(
                Observations.desktop().unit("vllm.service", UnitFixture::up).build(), policy)
            .degradations());
  }

  @Test
  void aFailedUnitIsDown() {
    assertTrue(
        classify(Observations.desktop().unit("vllm.service", UnitFixture::failed))
            .isSettledIn(DESKTOP));
  }

  @Test
  void aUnitOnItsWayIsNeitherUpNorDown() {
    assertEquals(
        List.of(
            new ClauseFinding(
                "unitsActive:vllm.service", "active", "activating (start-post)")),
        classify(
                Observations.compute()
                    .unit("vllm.service", unit -> unit.state("activating", "start-post")))
            .degradations());
    assertEquals(
        List.of(
            new ClauseFinding(
                "unitsInactive:vllm.service", "inactive", "deactivating (stop-sigterm)")),
        classify(
                Observations.desktop()
                    .unit("vllm.service", unit -> unit.state("deactivating", "stop-sigterm")))
            .degradations());
  }

  @Test
  void aQueuedJobUnsettlesAUnitAndATarget() {
    assertEquals(
        List.of(
            new ClauseFinding("target", "active", "active with a stop job queued"),
            new ClauseFinding(
                "unitsInactive:vllm.service", "inactive", "inactive with a start job queued")),
        classify(
                Observations.desktop()
                    .unit("desktop.target", unit -> unit.job("stop"))
                    .unit("vllm.service", unit -> unit.job("start")))
            .degradations());
  }

  @Test
  void aSliceWithoutWeightHasTheKernelsHundred() {
    assertTrue(
        classify(Observations.desktop().unit("ai.slice", slice -> slice.weights(-1, -1)))
            .isSettledIn(DESKTOP));
  }

  @Test
  void allowedCpusAreComparedAsSets() {
    Policy policy =
        Policies.with(
            """
            { "modes": { "desktop": { "slices": { "ai.slice": { "AllowedCPUs": "0-3" } } } } }
            """);
    assertEquals(
        List.of(new ClauseFinding("slices:ai.slice:AllowedCPUs", "0-3", "unrestricted")),
        Classifier.classify(Observations.desktop().build(), policy).degradations());
  }

  @Test
  void whatContradictsAModeSaysWhatTheModeWants() {
    assertEquals(
        List.of(
            "vllm.service is active, but desktop wants it inactive",
            "ai.slice has CPUWeight 7, but desktop wants 100"),
        classify(
                Observations.desktop()
                    .unit("vllm.service", UnitFixture::up)
                    .unit("ai.slice", slice -> slice.weights(7, 100)))
            .contradicts());
  }

  @Test
  void withoutSystemdNothingIsKnownAndThatIsSaidOnce() {
    Classification seen = classify(Observations.desktop().unavailable(Part.UNITS));
    assertEquals(Optional.empty(), seen.mode());
    assertEquals(Condition.UNKNOWN, seen.condition());
    assertEquals(List.of("cannot read units: timed out"), seen.missing());
  }

  @Test
  void anUnmetClauseBesideAMissingOneIsStillShown() {
    Classification seen =
        classify(
            Observations.desktop()
                .unit("vllm.service", UnitFixture::up)
                .unit("ai.slice", UnitFixture::weightsUnknown));
    assertEquals(Optional.empty(), seen.mode());
    assertEquals(
        List.of(
            "systemd did not tell CPUWeight of ai.slice",
            "systemd did not tell IOWeight of ai.slice"),
        seen.missing());
    assertTrue(
        seen.degradations()
            .contains(new ClauseFinding("unitsInactive:vllm.service", "inactive", "active")));
    assertFalse(seen.contradicts().isEmpty());
  }

  @Test
  void graphicsMissingInComputeIsUnknownNotAbsent() {
    Classification seen = classify(Observations.compute().unavailable(Part.SESSIONS));
    assertEquals(Optional.empty(), seen.mode());
    assertEquals(List.of("cannot read sessions: timed out"), seen.missing());
  }

  @Test
  void readingsThatNoClauseNeedsMayBeMissing() {
    assertTrue(
        classify(
                Observations.compute()
                    .unavailable(Part.GPUS)
                    .unavailable(Part.PROCESSES)
                    .unavailable(Part.AUDIO)
                    .unavailable(Part.MEMORY)
                    .unavailable(Part.INHIBITORS)
                    .unavailable(Part.LOAD))
            .isSettledIn(COMPUTE));
  }

  private static Classification classify(ObservationBuilder host) {
    return Classifier.classify(host.build(), Policies.shipped());
  }
}
