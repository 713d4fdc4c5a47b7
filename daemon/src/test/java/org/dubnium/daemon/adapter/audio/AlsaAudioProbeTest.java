package org.dubnium.daemon.adapter.audio;

import static org.dubnium.daemon.fake.Readings.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.dubnium.daemon.domain.observation.AudioState;
import org.dubnium.daemon.domain.observation.AudioState.Substream;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.procfs.ProcTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlsaAudioProbeTest {

  private static final String RUNNING =
      """
      state: RUNNING
      owner_pid   : 812
      trigger_time: 1187.3
      delay       : 1024
      """;

  @TempDir Path directory = Path.of("unset");
  private ProcTree proc = new ProcTree(directory);

  @BeforeEach
  void setUp() {
    proc = new ProcTree(directory);
  }

  @Test
  void aHostWithoutSoundHardwareIsAReading() {
    assertEquals(new AudioState(false, List.of(), List.of()), value(read(Set.of())));
  }

  @Test
  void aHostWithASoundSystemButNoCardHasNoHardware() {
    proc.file("asound/cards", "--- no soundcards ---\n");
    assertFalse(value(read(Set.of())).hardware());
  }

  @Test
  void tellsWhichSubstreamsRunAndWhose() {
    proc.file("asound/card0/pcm0p/sub0/status", RUNNING);
    proc.file("asound/card0/pcm0c/sub0/status", "closed\n");
    proc.file("asound/card1/pcm3p/sub1/status", "state: RUNNING\n");
    proc.file("asound/card1/pcm3p/sub2/status", RUNNING.replace("RUNNING", "PREPARED"));
    proc.file("asound/card1/pcm3p/info", "card: 1\n");
    AudioState state = value(read(Set.of()));
    assertTrue(state.hardware());
    assertEquals(
        List.of(new Substream("card0/pcm0p/sub0", 812), new Substream("card1/pcm3p/sub1", 0)),
        state.running());
  }

  @Test
  void findsProgramsByTheFirstFifteenBytesOfTheirName() {
    proc.process(20, "bitwig-studio-x", "/user.slice/user-1000.slice/session-2.scope");
    proc.process(21, "bash", "/");
    proc.process(22, "jackd", "/");
    proc.file("22/stat", "22 (jackd) Z 1 " + "0 ".repeat(17) + "220 0\n");
    AudioState state = value(read(Set.of("bitwig-studio-x11", "jackd")));
    assertEquals(List.of(20), state.processes().stream().map(ProcessInfo::pid).toList());
    assertFalse(state.isIdle());
  }

  @Test
  void ofOneUsersProgramsInOneUnitAFewAreNamed() {
    for (int pid = 100; pid < 150; pid++) {
      proc.process(pid, "jackd", "/user.slice/user-1001.slice/session-5.scope");
      proc.ofUser(pid, 1001);
    }
    proc.process(200, "jackd", "/user.slice/user-1000.slice/session-2.scope");
    proc.process(201, "jackd", "/system.slice/jack.service");
    List<Integer> named =
        value(read(Set.of("jackd"))).processes().stream().map(ProcessInfo::pid).toList();
    assertEquals(AlsaAudioProbe.MOST_OF_PLACE + 2, named.size());
    assertTrue(named.containsAll(List.of(200, 201)));
  }

  @Test
  void aSubstreamThatCannotBeReadIsNotSilence() {
    proc.directory("asound/card0/pcm0p/sub0/status");
    assertFalse(read(Set.of()).isAvailable());
  }

  @Test
  void aStatusThatCannotBeUnderstoodIsNotSilence() {
    proc.file("asound/card0/pcm0p/sub0/status", "playing\n");
    assertEquals(
        Reading.unavailable(
            "cannot tell whether audio is in use: "
                + "cannot understand the substream's status 'playing'"),
        read(Set.of()));
  }

  private Reading<AudioState> read(Set<String> programs) {
    return new AlsaAudioProbe(directory, () -> programs).read();
  }
}
