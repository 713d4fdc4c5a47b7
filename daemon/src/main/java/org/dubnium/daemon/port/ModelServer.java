package org.dubnium.daemon.port;

import java.util.Optional;
import org.dubnium.daemon.domain.observation.Observation.ServerLoad;
import org.dubnium.daemon.domain.observation.Reading;

/** Tells what the running model server does. */
public interface ModelServer {

  /** Unavailable unless it was told within the last seconds. */
  Reading<ServerLoad> load();

  /** Whether it was told to sleep, and has given its GPU memory back. */
  boolean isAsleep();

  /** What is wrong with its progress, by the watch on it; empty if it gets on, or nobody watches. */
  Optional<String> stall();
}
