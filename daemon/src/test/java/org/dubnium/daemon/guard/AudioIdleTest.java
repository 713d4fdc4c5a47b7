package org.dubnium.daemon.guard;

import static org.dubnium.daemon.domain.guard.GuardName.AUDIO_IDLE;
import static org.dubnium.daemon.guard.GuardBench.assertDeny;
import static org.dubnium.daemon.guard.GuardBench.assertFault;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.Observations;
import org.junit.jupiter.api.Test;

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
