package org.dubnium.daemon.guard;

import static org.dubnium.daemon.domain.guard.GuardName.AUDIO_IDLE;
import static org.dubnium.daemon.guard.GuardBench.assertDeny;
import static org.dubnium.daemon.guard.GuardBench.assertFault;
import static org.dubnium.daemon.guard.GuardBench.assertPass;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioIdleTest {

  @Test
  void anAudioProgramIsNamed() {
    Verdict.Deny deny =
        assertDeny("audio-in-use", judge(Observations.desktop().audioProgram(50, "reaper")));
    assertEquals(
        "reaper (pid 50) in session 2 is an audio program that runs (save the work and close it)",
        deny.message());
    assertEquals(Map.of("command", "reaper", "pid", "50"), deny.params());
  }

  @Test
  void aRunningSubstreamIsNamedWithWhoOpenedIt() {
    Verdict.Deny deny =
        assertDeny(
            "audio-in-use",
            judge(
                Observations.desktop()
                    .process(60, "mpv", 1000, "session-2.scope", "2")
                    .plays("card0/pcm0p/sub0", 60)));
    assertEquals(
        "card0/pcm0p/sub0 plays or records, opened by pid 60 (mpv) (stop it)", deny.message());
  }

  @Test
  void aSubstreamWhoseOwnerNobodyKnowsIsNamedAllTheSame() {
    ObservationBuilder host = Observations.desktop().plays("card0/pcm0p/sub0", 0);
    assertEquals(
        "card0/pcm0p/sub0 plays or records (stop it)",
        assertDeny("audio-in-use", judge(host)).message());
  }

  @Test
  void allAreInTheEvidence() {
    Verdict.Deny deny =
        assertDeny(
            "audio-in-use",
            judge(
                Observations.desktop()
                    .audioProgram(50, "reaper")
                    .audioProgram(51, "jackd")
                    .plays("card0/pcm0p/sub0", 51)));
    assertEquals(3, deny.evidence().size());
    assertEquals(deny.evidence().getFirst() + "; and 2 more", deny.message());
  }

  /** Anybody may call a program of his own "reaper". */
  @ParameterizedTest
  @CsvSource({
    "1000, session-2.scope, 2, true",
    "1000, user@1000.service, '', true",
    "1000, session-7.scope, 7, true",
    "1000, cron.service, '', true",
    "1001, session-5.scope, 5, false",
    "1001, user@1001.service, '', false",
    "1001, cron.service, '', false",
    "116, session-c1.scope, c1, false",
    "970, jack.service, '', false",
    "0, jack.service, '', false"
  })
  void aProgramCountsOnlyForWhoSitsAtTheMachine(
      long uid, String unit, String session, boolean denies) {
    Verdict verdict =
        judge(
            Observations.desktop()
                .session(Sessions.greeter("c1"))
                .audioProgram(50, "reaper", uid, unit, session));
    if (denies) {
      assertDeny("audio-in-use", verdict);
    } else {
      assertPass(verdict);
    }
  }

  @Test
  void aProgramOfAConfiguredUnitCountsWhoseverItIs() {
    GuardBench configured = GuardBench.with("{ \"audio\": { \"units\": [\"jack*.service\"] } }");
    ObservationBuilder host =
        Observations.desktop().audioProgram(50, "jackd", 970, "jackd@0.service", "");
    assertDeny("audio-in-use", configured.one(AUDIO_IDLE, host, "compute"));
    assertPass(
        configured.one(
            AUDIO_IDLE,
            Observations.desktop().audioProgram(50, "jackd", 1001, "user@1001.service", ""),
            "compute"));
  }

  @Test
  void whereNobodyKnowsWhoSitsThereAProgramIsNoPass() {
    assertFault("cannot judge: cannot read sessions: timed out", withoutSessions("reaper"));
    assertPass(withoutSessions());
  }

  /** Planned while they could be read, judged when they could not. */
  private static Verdict withoutSessions(String... programs) {
    ObservationBuilder host = Observations.desktop();
    Observation planned = host.build();
    for (String program : programs) {
      host.audioProgram(50, program);
    }
    return GuardBench.pick(
        AUDIO_IDLE,
        GuardBench.shipped().all(planned, host.unavailable(Part.SESSIONS).build(), "compute"));
  }

  @Test
  void silenceThatNobodyHeardIsNoSilence() {
    assertFault(
        "cannot judge: cannot read audio: timed out",
        judge(Observations.desktop().unavailable(Part.AUDIO)));
    assertEquals(
        List.of(),
        GuardBench.shipped()
            .all(Observations.desktop().unavailable(Part.AUDIO), "studio-local")
            .stream()
            .filter(verdict -> verdict.blocks())
            .toList());
  }

  private static Verdict judge(ObservationBuilder host) {
    return GuardBench.shipped().one(AUDIO_IDLE, host, "compute");
  }
}
