package org.dubnium.daemon.guard;

import static org.dubnium.daemon.domain.guard.GuardName.TARGET_REACHABLE;
import static org.dubnium.daemon.guard.GuardBench.assertDeny;
import static org.dubnium.daemon.guard.GuardBench.assertFault;
import static org.dubnium.daemon.guard.GuardBench.assertPass;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.mode.UnitPattern;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.UnitFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetReachableTest {

  @ParameterizedTest
  @CsvSource({
    "compute.target, masked, unit-masked",
    "compute.target, not-found, unit-not-found",
    "compute.target, bad-setting, unit-not-loadable"
  })
  void theTargetMustBeLoadable(String unit, String loadState, String code) {
    Verdict.Deny deny =
        assertDeny(
            code, judge(Observations.desktop().unit(unit, it -> it.load(loadState)), "compute"));
    assertTrue(deny.message().startsWith(unit + " "), deny::message);
    assertEquals(Map.of("unit", unit, "load-state", loadState), deny.params());
  }

  @Test
  void whatAModeWantsActiveMustBeLoadable() {
    Verdict.Deny deny =
        assertDeny(
            "unit-masked",
            judge(
                Observations.compute().unit("display-manager.service", UnitFixture::masked),
                "desktop"));
    assertEquals(
        "display-manager.service is masked (unmask it with 'systemctl unmask"
            + " display-manager.service')",
        deny.message());
    assertDeny(
        "unit-not-found",
        judge(
            Observations.desktop().unit("audio-priority.service", UnitFixture::notFound),
            "studio-local"));
  }

  @Test
  void whatCountsOnlyWhereEnabledNeedNotBe() {
    assertPass(
        judge(Observations.desktop().unit("vllm.service", UnitFixture::masked), "compute"));
    assertPass(
        judge(Observations.desktop().unit("vllm.service", UnitFixture::notFound), "compute"));
    assertPass(
        judge(
            Observations.desktop().unit("vllm.service", unit -> unit.file("disabled")),
            "compute"));
  }

  @Test
  void aServiceThatWasMaskedWhileItRunsIsNotStopped() {
    Verdict.Deny deny =
        assertDeny(
            "unit-masked",
            judge(
                Observations.studio()
                    .unit("studio-local-policy.service", unit -> unit.masked().up()),
                "desktop"));
    assertTrue(deny.message().contains("systemctl unmask studio-local-policy.service"));
    assertPass(
        judge(Observations.compute().unit("compute.target", unit -> unit.masked().up()), "desktop"));
  }

  @Test
  void everyLegOfTheWayCounts() {
    assertDeny(
        "unit-masked",
        judge(
            Observations.compute().unit("studio-local-policy.service", UnitFixture::masked),
            "studio-local"));
    assertDeny(
        "unit-masked",
        judge(
            Observations.compute().unit("display-manager.service", UnitFixture::masked),
            "studio-local"));
  }

  @Test
  void aProtectedUnitThatStopsWithSomethingIsNamedWithTheReason() {
    Verdict.Deny deny =
        assertDeny("protected-unit", judge(withDependent("ssh.service"), "compute"));
    assertEquals(
        "ssh.service would stop, since it stops with display-manager.service, and"
            + " protectedUnits has 'ssh.service' (undo that dependency)",
        deny.message());
    assertEquals(Map.of("unit", "ssh.service", "pattern", "ssh.service"), deny.params());
  }

  @Test
  void aStopIsCarriedOnThroughUnitsThatAreDown() {
    assertDeny(
        "protected-unit",
        judge(
            withDependent("ssh.service")
                .unit("display-manager.service", unit -> unit.state("failed", "failed")),
            "compute"));
  }

  @Test
  void aProtectedUnitThatIsDownAnywayIsNoObstacle() {
    assertPass(
        judge(withDependent("ssh.service").unit("ssh.service", UnitFixture::down), "compute"));
  }

  @Test
  void aProtectedUnitThatNobodyReadCountsAsUp() {
    assertDeny(
        "protected-unit",
        judge(withDependent("ssh.service").withoutUnit("ssh.service"), "compute"));
  }

  @Test
  void patternsProtectToo() {
    assertDeny(
        "protected-unit", judge(withDependent("serial-getty@ttyS0.service"), "compute"));
    assertDeny("protected-unit", judge(withDependent("getty@tty3.service"), "compute"));
  }

  @Test
  void aConflictOfSomethingThatTheModeWantsCounts() {
    ObservationBuilder host =
        Observations.desktop()
            .unit("vllm.service", unit -> unit.conflictsWith("systemd-resolved.service"))
            .unit("systemd-resolved.service", UnitFixture::up);
    Verdict.Deny deny = assertDeny("protected-unit", judge(host, "compute"));
    assertTrue(deny.message().contains("vllm.service conflicts with it"), deny::message);
  }

  @Test
  void whatIsUpAlreadyIsNotStartedAndStopsNothing() {
    assertPass(
        judge(
            Observations.desktop()
                .unit("display-manager.service", unit -> unit.conflictsWith("ssh.service"))
                .unit("ssh.service", UnitFixture::up),
            "desktop"));
  }

  /** The desktop is mended on the way to compute, and is no mode that this enters. */
  @Test
  void aConflictOfSomethingThatAStepStartsCounts() {
    ObservationBuilder host =
        Observations.studio()
            .unit(
                "display-manager.service",
                unit -> unit.failed().conflictsWith("ssh.service"))
            .unit("ssh.service", UnitFixture::up);
    Verdict.Deny deny = assertDeny("protected-unit", judge(host, "compute"));
    assertTrue(deny.message().contains("display-manager.service conflicts with it"), deny::message);
  }

  @Test
  void aWantedUnitThatWentDownSinceThePlanWasMadeCounts() {
    Observation later =
        Observations.desktop()
            .unit(
                "display-manager.service",
                unit -> unit.failed().conflictsWith("ssh.service"))
            .unit("ssh.service", UnitFixture::up)
            .build();
    assertDeny("protected-unit", judgeLater(Observations.desktop(), later, "desktop"));
    assertDeny(
        "unit-masked",
        judgeLater(
            Observations.desktop(),
            Observations.desktop().unit("desktop.target", UnitFixture::masked).build(),
            "desktop"));
  }

  @ParameterizedTest
  @CsvSource({
    "loaded, enabled, true", "loaded, disabled, false", "masked, enabled, false"
  })
  void whatCountsWhereEnabledAndWentDownSinceCountsThere(
      String loadState, String file, boolean counts) {
    Observation later =
        Observations.compute()
            .unit(
                "vllm.service",
                unit -> unit.down().load(loadState).file(file).conflictsWith("ssh.service"))
            .unit("ssh.service", UnitFixture::up)
            .build();
    Verdict verdict = judgeLater(Observations.compute(), later, "compute");
    if (counts) {
      assertDeny("protected-unit", verdict);
    } else {
      assertPass(verdict);
    }
  }

  @Test
  void aDisplayManagerMayTakeItsTerminalOver() {
    assertPass(
        judge(Observations.compute().unit("getty@tty1.service", UnitFixture::up), "desktop"));
  }

  @Test
  void aWantedUnitThatWasNotReadIsAnError() {
    assertFault(
        "cannot judge: systemd was not asked about compute.target",
        judge(Observations.desktop().withoutUnit("compute.target"), "compute"));
  }

  @ParameterizedTest
  @CsvSource({
    "ssh.service, ssh.service, true",
    "ssh.service, sshd.service, false",
    "ssh@*.service, ssh@1-10.0.0.1:22.service, true",
    "ssh@*.service, ssh.service, false",
    "getty@tty[2-6].service, getty@tty2.service, true",
    "getty@tty[2-6].service, getty@tty1.service, false",
    "getty@tty?.service, getty@tty10.service, false",
    "-.slice, -.slice, true",
    "a.b.service, axb.service, false"
  })
  void patternsMatchWholeNames(String pattern, String unit, boolean matches) {
    assertEquals(matches, new UnitPattern(pattern).matches(new UnitName(unit)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b.service", "[.service", "a].service", "[z-a].service", "[].x", "a/b"})
  void otherTextIsNoPattern(String text) {
    assertThrows(IllegalArgumentException.class, () -> new UnitPattern(text));
  }

  /** A desktop whose display manager takes a unit along when it stops. */
  private static ObservationBuilder withDependent(String unit) {
    return Observations.desktop()
        .unit("display-manager.service", manager -> manager.stops(unit))
        .unit("desktop.target", target -> target.stops(unit))
        .unit(unit, UnitFixture::up);
  }

  private static Verdict judgeLater(ObservationBuilder planned, Observation later, String to) {
    return GuardBench.pick(
        TARGET_REACHABLE, GuardBench.shipped().all(planned.build(), later, to));
  }

  private static Verdict judge(ObservationBuilder host, String to) {
    return GuardBench.shipped().one(TARGET_REACHABLE, host, to);
  }
}
