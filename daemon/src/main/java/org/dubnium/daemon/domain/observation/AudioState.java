package org.dubnium.daemon.domain.observation;

import java.util.List;

/**
 * Whether somebody makes or records sound.
 *
 * @param hardware whether there is any sound hardware ({@code /proc/asound} with a card)
 * @param running PCM substreams in state RUNNING, such as {@code card0/pcm0p/sub0}
 * @param processes living processes whose names the configuration lists
 */
public record AudioState(
    boolean hardware, List<Substream> running, List<ProcessInfo> processes) {

  /**
   * A running PCM substream.
   *
   * @param owner PID that opened it; 0 if the kernel does not tell
   */
  public record Substream(String name, int owner) {}

  public AudioState {
    running = List.copyOf(running);
    processes = List.copyOf(processes);
  }

  public boolean isIdle() {
    return running.isEmpty() && processes.isEmpty();
  }
}
