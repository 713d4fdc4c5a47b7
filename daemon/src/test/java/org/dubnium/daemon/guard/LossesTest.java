package org.dubnium.daemon.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.Grant;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.Sessions;
import org.dubnium.daemon.fixture.UnitFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LossesTest {

  private static final Asker PASSES_JOBS = new Asker(1000, Set.of(GuardName.USER_JOBS));
  private static final Asker PASSES_HOLDS = new Asker(1000, Set.of(GuardName.HOLDS));
  private static final Duration LONG = Duration.ofHours(2);

  private final GuardBench bench = GuardBench.shipped();

  static Stream<Arguments> hosts() {
    return Stream.of(
        Arguments.of("an overlay ends nothing", Observations.desktop(), "studio-local", List.of()),
        Arguments.of("leaving it ends nothing", Observations.studio(), "desktop", List.of()),
        Arguments.of(
            "the session in front, not the one over SSH",
            Observations.desktop(),
            "compute",
            List.of("session 2 of alice")),
        Arguments.of(
            "every session of the seat",
            Observations.desktop().session(Sessions.graphical("7", "carol", 1002)),
            "compute",
            List.of("session 2 of alice", "session 7 of carol")),
        Arguments.of(
            "a greeter's session is nobody's",
            Observations.desktop().noSessions().session(Sessions.greeter("c1")),
            "compute",
            List.of()),
        Arguments.of(
            "a model server that was started by hand",
            Observations.desktop().unit("vllm.service", UnitFixture::up),
            "compute",
            List.of("session 2 of alice", "unit vllm.service")),
        Arguments.of(
            "a service of an administrator's that goes with the desktop",
            Observations.desktop()
                .unit("desktop.target", unit -> unit.stops("backup.service"))
                .unit("backup.service", UnitFixture::up),
            "compute",
            List.of("session 2 of alice", "unit backup.service")),
        Arguments.of(
            "one that is down, and what is no service, lose nothing",
            Observations.desktop()
                .unit("desktop.target", unit -> unit.stops("backup.service", "backup.timer"))
                .unit("backup.service", unit -> {})
                .unit("backup.timer", UnitFixture::up),
            "compute",
            List.of("session 2 of alice")),
        Arguments.of(
            "what conflicts with the desktop",
            Observations.compute().unit("getty@tty1.service", UnitFixture::up),
            "desktop",
            List.of("unit getty@tty1.service", "unit vllm.service")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hosts")
  void whatPeopleLose(String why, ObservationBuilder host, String to, List<String> ends) {
    Losses losses = losses(bench, host, to);
    assertEquals(ends, List.copyOf(new TreeSet<>(losses.ends())), why);
    assertEquals(
        ends.stream().anyMatch(end -> end.startsWith("session")), losses.endsSessions());
    assertEquals(List.of(), losses.beyond(losses.grant()));
    assertEquals(ends, losses.beyond(Grant.NOTHING));
    assertEquals(List.of(), losses.beyond(Grant.ANYTHING));
  }

  /** The remainder of a plan names no session any more, but stops what brings them. */
  @Test
  void aSessionThatThePlanDoesNotKnowGoesWithItsDisplayManager() {
    GuardInput planned = bench.input(Observations.desktop(), "compute");
    ObservationBuilder later =
        Observations.desktop()
            .noSessions()
            .session(Sessions.graphical("9", "bob", 1001))
            .session(Sessions.session("10", "eve", 1003, "x11", "user", "active", "", true));
    Losses losses = of(GuardBench.judgedBy(planned, later.build()));
    assertEquals(Set.of("session 9 of bob"), losses.ends());
    assertEquals(
        List.of("session 9 of bob"), losses.beyond(of(planned).grant()));
  }

  @Test
  void aSessionStaysWhereOnlyTheModelServerStops() {
    GuardInput planned = bench.input(Observations.compute(), "desktop");
    ObservationBuilder later =
        Observations.compute().session(Sessions.graphical("9", "bob", 1001));
    assertEquals(
        Set.of("unit vllm.service"), of(GuardBench.judgedBy(planned, later.build())).ends());
  }

  @Test
  void unitsThatAContractNamesAreTheModesOwn() {
    GuardBench kiosk =
        GuardBench.with(
            """
            { "modes": { "desktop": { "unitsActive": ["kiosk.service"] } } }
            """);
    ObservationBuilder host =
        Observations.desktop()
            .unit("desktop.target", unit -> unit.stops("kiosk.service", "backup.service"))
            .unit("kiosk.service", UnitFixture::up)
            .unit("backup.service", UnitFixture::up);
    assertEquals(
        Set.of("session 2 of alice", "unit backup.service"),
        losses(kiosk, host, "compute").ends());
  }

  @Test
  void jobsCountOnlyWhereTheirGuardIsPassedBy() {
    ObservationBuilder host = job(Observations.desktop(), 50);
    assertEquals(List.of(), losses(bench, host, "compute").jobs());
    Losses losses = losses(bench.askedBy(PASSES_JOBS), host, "compute");
    assertEquals(List.of(50), losses.jobs().stream().map(job -> job.process().pid()).toList());
    assertEquals(5000, losses.grant().jobsUpTo());
  }

  @Test
  void aJobThatBeganLaterIsNotGranted() {
    GuardBench passing = bench.askedBy(PASSES_JOBS);
    Grant grant = losses(passing, job(Observations.desktop(), 50), "compute").grant();
    Losses later = losses(passing, job(job(Observations.desktop(), 50), 51), "compute");
    assertEquals(List.of("process 51 (python3)"), later.beyond(grant));
    assertTrue(later.passesJobsBeyond(grant));
    Losses same = losses(passing, job(Observations.desktop(), 50), "compute");
    assertEquals(List.of(), same.beyond(grant));
    assertFalse(same.passesJobsBeyond(grant));
  }

  /** It was there, and too young to count: what it is to become was to be seen. */
  @Test
  void aJobThatOnlyBecameLongIsGranted() {
    GuardBench passing = bench.askedBy(PASSES_JOBS);
    ObservationBuilder young =
        Observations.desktop()
            .runsIn("pts/3", 50, "python3", "session-2.scope", "2", Duration.ofSeconds(1));
    Grant grant = losses(passing, young, "compute").grant();
    assertEquals(
        List.of(),
        losses(passing, job(Observations.desktop(), 50), "compute").beyond(grant));
  }

  @Test
  void whoPassesByJobsThatCannotBeReadPassesByAll() {
    Grant grant =
        losses(
                bench.askedBy(PASSES_JOBS),
                Observations.desktop().unavailable(Part.TERMINAL_JOBS),
                "compute")
            .grant();
    assertTrue(grant.endsJobBegunAt(Long.MAX_VALUE));
    assertFalse(grant.anything());
  }

  @Test
  void holdsAreGrantedThatStandAgainstItAndAreToBePassedBy() {
    GuardBench held = bench.held(hold(7, Hold.Kind.BLOCK), hold(8, Hold.Kind.DELAY));
    assertEquals(
        Set.of(), losses(held, Observations.desktop(), "compute").grant().holds());
    assertEquals(
        Set.of(new Grant.PassedHold(7, 1001)),
        losses(held.askedBy(PASSES_HOLDS), Observations.desktop(), "compute")
            .grant()
            .holds());
    assertEquals(
        Set.of(),
        losses(held.askedBy(PASSES_HOLDS), Observations.studio(), "desktop")
            .grant()
            .holds(),
        "it holds compute, which this does not enter");
  }

  @Test
  void withoutUnitsOrSessionsNobodyCanTell() {
    GuardInput planned = bench.input(Observations.desktop(), "compute");
    for (Part part : List.of(Part.UNITS, Part.SESSIONS)) {
      assertFalse(
          Losses.of(
                  GuardBench.judgedBy(
                      planned, Observations.desktop().unavailable(part).build()))
              .isAvailable());
    }
  }

  @Test
  void aGrantIsWidenedByWhatEndsAndNotByHolds() {
    Grant first = new Grant(false, Set.of("unit a.service"), 5, Set.of());
    Grant second =
        new Grant(false, Set.of("unit b.service"), 3, Set.of(new Grant.PassedHold(1, 0)));
    assertEquals(
        new Grant(false, Set.of("unit a.service", "unit b.service"), 5, Set.of()),
        first.andEndsOf(second));
    assertTrue(first.andEndsOf(Grant.ANYTHING).anything());
    assertTrue(Grant.ANYTHING.andEndsOf(first).anything());
  }

  private static ObservationBuilder job(ObservationBuilder host, int pid) {
    return host.runsIn("pts/3", pid, "python3", "session-2.scope", "2", LONG);
  }

  private static Losses losses(GuardBench bench, ObservationBuilder host, String to) {
    return of(bench.input(host, to));
  }

  private static Losses of(GuardInput input) {
    return switch (Losses.of(input)) {
      case Reading.Value<Losses>(Losses losses) -> losses;
      case Reading.Unavailable<Losses>(String why) -> throw new AssertionError(why);
    };
  }

  private static Hold hold(long cookie, Hold.Kind kind) {
    return new Hold(
        cookie,
        Optional.of(new ModeName("compute")),
        Hold.Direction.ENTER,
        kind,
        "reaper",
        "recording",
        new Caller(1001, ":1.7", Optional.empty()),
        Optional.empty(),
        Instant.EPOCH);
  }
}
