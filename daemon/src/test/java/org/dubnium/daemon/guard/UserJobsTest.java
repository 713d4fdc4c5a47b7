package org.dubnium.daemon.guard;

import static org.dubnium.daemon.domain.guard.GuardName.USER_JOBS;
import static org.dubnium.daemon.guard.GuardBench.assertDeny;
import static org.dubnium.daemon.guard.GuardBench.assertFault;
import static org.dubnium.daemon.guard.GuardBench.assertPass;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserJobsTest {

  private static final Duration LONG = Duration.ofMinutes(125);

  private final GuardBench bench = GuardBench.shipped();

  @Test
  void whatSomebodyWaitsForIsNamedWithWhereAndHowLong() {
    Verdict.Deny deny =
        assertDeny("job-running", toCompute(job("pts/3", "python3", "session-2.scope", "2", LONG)));
    assertEquals(
        "python3 (pid 50) of alice has run for 2 h 5 min on pts/3, in session 2, which would end"
            + " (let it finish, or end it)",
        deny.message());
    assertEquals(
        Map.of(
            "command", "python3",
            "pid", "50",
            "user", "alice",
            "session", "2",
            "terminal", "pts/3",
            "seconds", "7500"),
        deny.params());
  }

  @ParameterizedTest
  @CsvSource({
    "pts/3, python3, session-2.scope, 2, 600, true",
    "pts/3, python3, session-2.scope, 2, 599, false",
    "pts/3, bash, session-2.scope, 2, 9999, false",
    "pts/3, tmux: client, session-2.scope, 2, 9999, false",
    "pts/3, python3, session-5.scope, 5, 9999, false",
    "pts/3, python3, user@1000.service, '', 9999, true",
    "pts/3, python3, user@1001.service, '', 9999, false",
    "pts/3, python3, cron.service, '', 9999, false",
    "tty2, gnome-session-b, session-2.scope, 2, 9999, false",
    "ttyS0, minicom, session-2.scope, 2, 9999, true"
  })
  void onlyALongJobThatWouldEndCounts(
      String terminal, String command, String unit, String session, long seconds, boolean denies) {
    Verdict verdict =
        toCompute(job(terminal, command, unit, session, Duration.ofSeconds(seconds)));
    if (denies) {
      assertDeny("job-running", verdict);
    } else {
      assertPass(verdict);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1 s", "59, 59 s", "60, 1 min", "3599, 59 min", "3600, 1 h 0 min", "90061, 25 h 1 min"
  })
  void howLongItHasRunIsTold(long seconds, String words) {
    GuardBench strict = GuardBench.with("{ \"userJobs\": { \"minRuntime\": \"1s\" } }");
    ObservationBuilder host =
        job("pts/3", "python3", "session-2.scope", "2", Duration.ofSeconds(seconds));
    String message =
        assertDeny("job-running", strict.one(USER_JOBS, host, "compute")).message();
    assertTrue(message.contains(" has run for " + words + " on pts/3"), message);
  }

  @Test
  void aJobOfAUsersManagerIsThatUsersAmongSeveralSessions() {
    ObservationBuilder host =
        Observations.desktop()
            .noSessions()
            .session(Sessions.graphical("1", "carol", 1002))
            .session(Sessions.graphical("2", "alice", 1000))
            .runsIn("pts/3", 50, "python3", "user@1000.service", "", LONG);
    Verdict.Deny deny = assertDeny("job-running", toCompute(host));
    assertEquals("alice", deny.params().get("user"));
    assertEquals("2", deny.params().get("session"));
    assertTrue(deny.message().contains(" of alice has run for "), deny::message);
    assertTrue(deny.message().contains(", in session 2, "), deny::message);
  }

  @Test
  void aLoginOnTheConsoleWithoutADesktopIsAPersonsWork() {
    GuardBench stopsIt =
        GuardBench.with(
            "{ \"modes\": { \"compute\": { \"unitsInactive\": [\"session-9.scope\","
                + " \"desktop.target\", \"display-manager.service\"] } } }");
    ObservationBuilder host =
        Observations.desktop()
            .unit("session-9.scope", unit -> unit.state("active", "running"))
            .session(
                Sessions.session("9", "carol", 1002, "tty", "user", "active", "seat0", false))
            .runsIn("tty3", 50, "make", "session-9.scope", "9", LONG);
    assertDeny("job-running", stopsIt.one(USER_JOBS, host, "compute"));
  }

  @Test
  void withoutAnEndingSessionTerminalsDoNotMatter() {
    assertPass(
        bench.one(
            USER_JOBS, Observations.desktop().unavailable(Part.TERMINAL_JOBS), "studio-local"));
    assertPass(
        bench.one(
            USER_JOBS,
            job("pts/3", "python3", "session-2.scope", "2", LONG),
            "studio-local"));
  }

  @Test
  void withoutTheReadingNobodyCanTell() {
    assertFault(
        "cannot judge: cannot read terminal jobs: timed out",
        toCompute(Observations.desktop().unavailable(Part.TERMINAL_JOBS)));
  }

  @Test
  void itMayBePassedBy() {
    assertTrue(USER_JOBS.bypassable());
  }

  private static ObservationBuilder job(
      String terminal, String command, String unit, String session, Duration age) {
    return Observations.desktop().runsIn(terminal, 50, command, unit, session, age);
  }

  private Verdict toCompute(ObservationBuilder host) {
    return bench.one(USER_JOBS, host, "compute");
  }
}
