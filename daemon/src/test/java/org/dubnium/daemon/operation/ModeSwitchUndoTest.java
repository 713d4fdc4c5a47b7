package org.dubnium.daemon.operation;

import static org.dubnium.daemon.operation.SwitchPlans.COMPUTE;
import static org.dubnium.daemon.operation.SwitchPlans.DESKTOP;
import static org.dubnium.daemon.operation.SwitchPlans.POLICY;
import static org.dubnium.daemon.operation.SwitchPlans.inStudio;
import static org.dubnium.daemon.operation.SwitchPlans.observe;
import static org.dubnium.daemon.operation.SwitchPlans.plan;
import static org.dubnium.daemon.operation.SwitchPlans.rules;
import static org.dubnium.daemon.operation.SwitchPlans.undo;
import static org.dubnium.daemon.operation.SwitchPlans.unit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ClauseFinding;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.fake.FakeHost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way back of a mode switch. */
class ModeSwitchUndoTest {

  @Test
  void leavesTheWeightsOfAnOverlayToItsUnitsOnTheWayBack() {
    plan(inStudio(), DESKTOP).steps().stream()
        .filter(step -> step.action() instanceof Step.SetUnitProperties)
        .forEach(step -> assertTrue(step.undo().isEmpty(), step.action().subject()));
  }

  @Test
  void undoesEachChangeToWhatWasObserved() {
    FakeHost host = FakeHost.inDesktop(1);
    host.units.unit("ai.slice").slice(new SliceSettings(77L, SliceSettings.UNSET, null));
    TransitionPlan plan = plan(host, COMPUTE);
    assertEquals(
        Optional.of(new Step.StartUnit(unit("desktop.target"))), undo(plan, "stop-unit desktop.target"));
    assertEquals(
        Optional.of(new Step.StartUnit(unit("display-manager.service"))),
        undo(plan, "terminate-session 1"));
    assertEquals(
        Optional.of(new Step.StopUnit(unit("compute.target"))), undo(plan, "start-unit compute.target"));
    Step.SetUnitProperties weights =
        assertInstanceOf(
            Step.SetUnitProperties.class,
            undo(plan, "set-unit-properties ai.slice").orElseThrow());
    assertEquals(77L, weights.settings().cpuWeight());
    assertEquals(SliceSettings.UNSET, weights.settings().ioWeight());
  }

  /** Rolled back is what holds as it did; nothing less, and nobody can say so of an unknown mode. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "unknown",
      value = {
        "desktop, '',    desktop, '',    true",
        "desktop, audio, desktop, audio, true",
        "desktop, audio, desktop, '',    true",
        "desktop, '',    desktop, audio, false",
        "desktop, '',    compute, '',    false",
        "desktop, '',    unknown, '',    false",
        "unknown, '',    desktop, '',    false",
        "unknown, '',    unknown, '',    false",
      })
  void knowsWhetherTheFormerModeHolds(
      @Nullable String from,
      String unmetBefore,
      @Nullable String now,
      String unmet,
      boolean restored) {
    TransitionPlan plan =
        new TransitionPlan(
            Optional.ofNullable(from).map(ModeName::new),
            clauses(unmetBefore),
            COMPUTE,
            List.of(COMPUTE),
            List.of(),
            List.of());
    Classification seen =
        new Classification(
            Optional.ofNullable(now).map(ModeName::new),
            Condition.SETTLED,
            List.of(),
            List.of(),
            List.of(),
            clauses(unmet).stream().map(clause -> new ClauseFinding(clause, "a", "b")).toList(),
            List.of());
    HostSnapshot after = new HostSnapshot(observe(POLICY, FakeHost.inDesktop(1)), seen);
    assertEquals(restored, rules(POLICY, COMPUTE).isRestored(plan, after));
  }

  private static Set<String> clauses(String text) {
    return text.isEmpty() ? Set.of() : Set.of(text);
  }
}
