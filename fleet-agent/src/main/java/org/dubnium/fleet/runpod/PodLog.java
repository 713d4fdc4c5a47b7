package org.dubnium.fleet.runpod;

import java.util.Optional;

/** The lines of a pod's log, as they come. One thread reads it; any may close it. */
public interface PodLog extends AutoCloseable {

  /**
   * Waits for the next line; empty if no more come: all that were there have been read, or RunPod has ended
   * the stream and has nothing behind the last line, or there were as many as are read in one go. It can be
   * opened again behind the last line's position.
   */
  Optional<LogLine> next() throws RunpodException, InterruptedException;

  /** Ends it, also while another thread waits for a line, which is told that no more come. */
  @Override
  void close();
}
