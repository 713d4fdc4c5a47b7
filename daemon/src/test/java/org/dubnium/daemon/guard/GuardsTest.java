package org.dubnium.daemon.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.Policies;
import org.dubnium.daemon.fixture.Sessions;
import org.dubnium.daemon.fixture.UnitFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which guards are judged when, and how their verdicts come together. */
class GuardsTest {

  private static final Set<GuardName> MODEL =
      EnumSet.of(GuardName.GPU_MEMORY_FIT, GuardName.MODEL_BUNDLE);

  @ParameterizedTest
  @CsvSource({
    "desktop, desktop, false",
    "desktop, studio-local, false",
    "desktop, compute, true",
    "studio-local, desktop, true",
    "studio-local, studio-local, false",
    "studio-local, compute, true",
    "compute, desktop, false",
    "compute, studio-local, false",
    "compute, compute, false"
  })
  void onASettledHostAllPassAndAudioIsJudgedWhereItCouldBeInterrupted(
      String from, String to, boolean audio) {
    List<GuardVerdict> verdicts = GuardBench.shipped().all(host(from), to);
    assertTrue(
        verdicts.stream().allMatch(verdict -> verdict.verdict().equals(new Verdict.Pass())),
        verdicts::toString);
    assertEquals(
        audio, verdicts.stream().anyMatch(verdict -> verdict.guard() == GuardName.AUDIO_IDLE));
    boolean serves = to.equals("compute");
    Set<GuardName> expected = EnumSet.allOf(GuardName.class);
    expected.remove(GuardName.SLURM_JOBS);
    if (!audio) {
      expected.remove(GuardName.AUDIO_IDLE);
    }
    if (!serves) {
      expected.removeAll(MODEL);
    }
    if (!from.equals("compute") || serves) {
      expected.remove(GuardName.SERVER_DRAINABLE);
    }
    assertEquals(
        List.copyOf(expected), verdicts.stream().map(GuardVerdict::guard).toList());
  }

  @ParameterizedTest
  @CsvSource({"disabled, loaded", "masked, masked", "'', not-found", "generated, loaded"})
  void whereNoModelIsServedNobodyLooksForOne(String file, String load) {
    List<GuardVerdict> verdicts =
        GuardBench.shipped()
            .all(
                Observations.desktop()
                    .unit("vllm.service", unit -> unit.file(file).load(load))
                    .unavailable(Part.MODEL),
                "compute");
    assertTrue(verdicts.stream().noneMatch(verdict -> MODEL.contains(verdict.guard())));
    assertTrue(verdicts.stream().noneMatch(GuardVerdict::blocks), verdicts::toString);
  }

  @Test
  void aModeMayAskForAGuardOnEntering() {
    GuardBench bench =
        GuardBench.with("{ \"modes\": { \"compute\": { \"enterGuards\": [\"audio-idle\"] },"
            + " \"desktop\": { \"leaveGuards\": [] } } }");
    assertTrue(judgesAudio(bench, Observations.desktop(), "compute"));
    assertFalse(judgesAudio(bench, Observations.compute(), "desktop"));
  }

  @Test
  void fromAnUnknownModeWhatHasATraceIsLeft() {
    GuardBench bench = GuardBench.shipped();
    assertFalse(judgesAudio(bench, Observations.host(), "compute"));
    assertTrue(
        judgesAudio(
            bench,
            Observations.host()
                .unit("desktop.target", UnitFixture::up)
                .unit("compute.target", UnitFixture::up),
            "compute"));
    assertTrue(
        judgesAudio(
            bench,
            Observations.host().unit("display-manager.service", UnitFixture::up),
            "compute"));
    assertTrue(
        judgesAudio(
            bench,
            Observations.host().session(Sessions.graphical("2", "alice", 1000)),
            "compute"));
    assertTrue(
        judgesAudio(
            bench,
            Observations.desktop().unit("compute.target", UnitFixture::up),
            "compute"));
    assertFalse(
        judgesAudio(
            bench,
            Observations.desktop().unit("compute.target", UnitFixture::up),
            "desktop"));
    assertTrue(
        judgesAudio(
            bench,
            Observations.host().unit("audio-priority.service", UnitFixture::up),
            "desktop"));
  }

  @Test
  void allAreReportedAndNotOnlyTheFirst() {
    List<GuardVerdict> verdicts =
        GuardBench.shipped()
            .all(
                Observations.desktop()
                    .unit("compute.target", UnitFixture::masked)
                    .audioProgram(50, "reaper")
                    .memoryAvailableMiB(1)
                    .withoutPath("/var/lib/mode-controller"),
                "compute");
    assertEquals(
        List.of(
            GuardName.TARGET_REACHABLE,
            GuardName.AUDIO_IDLE,
            GuardName.MEMORY_HEADROOM,
            GuardName.PERSISTENCE_PATHS),
        verdicts.stream().filter(GuardVerdict::blocks).map(GuardVerdict::guard).toList());
  }

  @Test
  void onlyAGuardThatIsNotHardCanBePassedBy() {
    Observation seen = Observations.desktop().memoryAvailableMiB(1).build();
    TransitionPlan plan =
        new TransitionPlan(
            Optional.empty(),
            Set.of(),
            new ModeName("compute"),
            List.of(new ModeName("compute")),
            List.of(),
            List.of());
    List<GuardVerdict> verdicts =
        Guards.evaluate(
            GuardInput.of(
                HostSnapshot.of(seen, Policies.shipped()),
                Policies.shipped(),
                plan,
                new Asker(0, Set.of(GuardName.values())),
                List.of()));
    assertTrue(
        verdicts.stream()
            .filter(GuardVerdict::bypassed)
            .allMatch(verdict -> verdict.guard().bypassable()));
    assertTrue(verdicts.stream().anyMatch(GuardVerdict::blocks));
  }

  @Test
  void aCulpritOutweighsAReadingThatFailed() {
    GuardBench.assertDeny(
        "unit-masked",
        GuardBench.shipped()
            .one(
                GuardName.TARGET_REACHABLE,
                Observations.host()
                    .unit("desktop.target", UnitFixture::masked)
                    .withoutUnit("display-manager.service"),
                "desktop"));
  }

  @Test
  void withoutSystemdOrLogindNobodyCanJudgeWhatEnds() {
    Observation seen = Observations.desktop().build();
    for (Part part : List.of(Part.UNITS, Part.SESSIONS)) {
      String message =
          "cannot judge: cannot read "
              + part.name().toLowerCase(Locale.ROOT)
              + ": timed out";
      List<GuardVerdict> verdicts =
          GuardBench.shipped()
              .all(seen, Observations.desktop().unavailable(part).build(), "compute");
      for (GuardName guard :
          List.of(
              GuardName.TARGET_REACHABLE,
              GuardName.SESSION_TERMINABLE,
              GuardName.GPU_HOLDERS,
              GuardName.USER_JOBS)) {
        GuardBench.assertFault(message, GuardBench.pick(guard, verdicts));
      }
    }
  }

  private static boolean judgesAudio(GuardBench bench, ObservationBuilder host, String to) {
    return bench.all(host, to).stream()
        .anyMatch(verdict -> verdict.guard() == GuardName.AUDIO_IDLE);
  }

  private static ObservationBuilder host(String mode) {
    return switch (mode) {
      case "desktop" -> Observations.desktop();
      case "studio-local" -> Observations.studio();
      default -> Observations.compute();
    };
  }
}
