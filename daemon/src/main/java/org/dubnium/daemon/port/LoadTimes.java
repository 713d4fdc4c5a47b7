package org.dubnium.daemon.port;

import java.time.Duration;

/** How long models took to load on this machine. */
public interface LoadTimes {

  /** What a model usually takes: the median of the last loads; zero if there was none. */
  Duration typical(String model);

  /**
   * A load is over. One that was told already, by its invocation, is not counted twice. What cannot be
   * kept is logged.
   */
  void loaded(String model, String invocation, Duration took);
}
