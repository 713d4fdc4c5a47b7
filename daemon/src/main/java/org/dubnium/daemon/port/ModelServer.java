package org.dubnium.daemon.port;

import org.dubnium.daemon.domain.observation.Observation.ServerLoad;
import org.dubnium.daemon.domain.observation.Reading;

/** Tells what the running model server does. */
public interface ModelServer {

  /** Unavailable unless it was told within the last seconds. */
  Reading<ServerLoad> load();
}
