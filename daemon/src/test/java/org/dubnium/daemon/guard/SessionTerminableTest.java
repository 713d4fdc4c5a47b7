package org.dubnium.daemon.guard;

import static org.dubnium.daemon.domain.guard.GuardName.SESSION_TERMINABLE;
import static org.dubnium.daemon.guard.GuardBench.assertDeny;
import static org.dubnium.daemon.guard.GuardBench.assertFault;
import static org.dubnium.daemon.guard.GuardBench.assertPass;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.observation.Observation.Inhibitor;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTerminableTest {

  @ParameterizedTest
  @CsvSource({
    "shutdown, block, 1000, true",
    "sleep:shutdown:idle, block, 1000, true",
    "shutdown, delay, 1000, false",
    "shutdown, block-weak, 1000, false",
    "sleep, block, 1000, false",
    "idle, block, 1000, false",
    "handle-power-key:handle-lid-switch, block, 1000, false",
    "shutdown, block, 1001, false",
    "shutdown, block, 0, false"
  })
  void anInhibitorOfTheUsersThatBlocksShutdownKeepsTheSession(
      String what, String mode, long uid, boolean keeps) {
    Verdict verdict =
        judge(
            Observations.desktop()
                .inhibitor(new Inhibitor(what, "Export", "writing a film", mode, uid, 77)));
    if (keeps) {
      assertEquals(
          "session 2 of alice (wayland on seat0) is held open by Export (pid 77): writing a film"
              + " (let it finish, or end it)",
          assertDeny("session-inhibited", verdict).message());
    } else {
      assertPass(verdict);
    }
  }

  @ParameterizedTest
  @CsvSource({"1000, true, true", "0, true, true", "1001, true, false", "1001, false, true"})
  void onlyRootEndsASessionOfAnother(long asker, boolean policy, boolean ends) {
    GuardBench bench =
        GuardBench.with("{ \"sessions\": { \"neverEnd\": { \"others\": %s } } }".formatted(policy))
            .askedBy(new Asker(asker, Set.of()));
    Verdict verdict = bench.one(SESSION_TERMINABLE, Observations.desktop(), "compute");
    if (ends) {
      assertPass(verdict);
    } else {
      assertEquals(
          "session 2 of alice (wayland on seat0) is not of the user who asks (log it out by hand,"
              + " or let root ask)",
          assertDeny("session-of-another", verdict).message());
    }
  }

  @Test
  void anInhibitorOfTheSameUsersOtherSessionIsNotMeant() {
    Inhibitor inhibitor = new Inhibitor("shutdown", "tmux", "a build", "block", 1000, 77);
    assertPass(
        judge(
            Observations.desktop()
                .inhibitor(inhibitor)
                .process(77, "systemd-inhibit", 1000, "session-7.scope", "7")));
    assertDeny(
        "session-inhibited",
        judge(
            Observations.desktop()
                .inhibitor(inhibitor)
                .process(77, "systemd-inhibit", 1000, "session-2.scope", "2")));
  }

  @Test
  void withoutTheListOfInhibitorsNobodyCanTell() {
    assertFault(
        "cannot judge: cannot read inhibitors: timed out",
        judge(Observations.desktop().unavailable(Part.INHIBITORS)));
    assertPass(
        GuardBench.with("{ \"sessions\": { \"neverEnd\": { \"inhibited\": false } } }")
            .one(
                SESSION_TERMINABLE,
                Observations.desktop().unavailable(Part.INHIBITORS),
                "compute"));
  }

  @Test
  void aMoveThatEndsNoSessionNeedsNoInhibitors() {
    assertPass(
        GuardBench.shipped()
            .one(
                SESSION_TERMINABLE,
                Observations.desktop().unavailable(Part.INHIBITORS),
                "studio-local"));
  }

  @Test
  void aUserMayBeSpared() {
    Verdict.Deny deny =
        assertDeny(
            "session-protected",
            GuardBench.with("{ \"sessions\": { \"neverEnd\": { \"users\": [\"alice\"] } } }")
                .one(SESSION_TERMINABLE, Observations.desktop(), "compute"));
    assertEquals("2", deny.params().get("session"));
    assertEquals("alice", deny.params().get("user"));
  }

  @Test
  void aRemoteGraphicalSessionMayBeSpared() {
    ObservationBuilder host =
        Observations.desktop()
            .session(
                Sessions.session(
                    "8", "carol", 1002, "x11", "user", "active", "seat0", true));
    assertDeny("session-remote", judge(host));
    assertPass(
        GuardBench.with("{ \"sessions\": { \"neverEnd\": { \"remote\": false } } }")
            .one(SESSION_TERMINABLE, host, "compute"));
  }

  @Test
  void aGreeterIsNobodys() {
    assertPass(
        GuardBench.with("{ \"sessions\": { \"neverEnd\": { \"users\": [\"gdm\"] } } }")
            .one(
                SESSION_TERMINABLE,
                Observations.desktop().noSessions().session(Sessions.greeter("c1")),
                "compute"));
  }

  private static Verdict judge(ObservationBuilder host) {
    return GuardBench.shipped().one(SESSION_TERMINABLE, host, "compute");
  }
}
