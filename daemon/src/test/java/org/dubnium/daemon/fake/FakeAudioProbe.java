package org.dubnium.daemon.fake;

import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.observation.AudioState;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.port.AudioProbe;

/** Sound hardware that is silent until told otherwise. */
public final class FakeAudioProbe implements AudioProbe {

  /** Closed: reads hang. */
  public final Gate gate = new Gate();

  private volatile Reading<AudioState> state = idle();

  private static Reading<AudioState> idle() {
    return Reading.of(new AudioState(true, List.of(), List.of()));
  }

  public void set(Reading<AudioState> reading) {
    state = reading;
  }

  public void silence() {
    state = idle();
  }

  /** Somebody plays: {@code card0/pcm0p/sub0} runs. */
  public void play(int owner) {
    state =
        Reading.of(
            new AudioState(
                true,
                List.of(new AudioState.Substream("card0/pcm0p/sub0", owner)),
                List.of()));
  }

  /** A program for audio lives, though it makes no sound. */
  public void run(int pid, String command) {
    state =
        Reading.of(
            new AudioState(
                true,
                List.of(),
                List.of(
                    new ProcessInfo(
                        pid, command, pid * 10L, 1000, Optional.empty(), Optional.of("1")))));
  }

  @Override
  public Reading<AudioState> read() {
    gate.pass();
    return state;
  }
}
