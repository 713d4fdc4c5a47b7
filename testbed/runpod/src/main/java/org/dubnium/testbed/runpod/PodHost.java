package org.dubnium.testbed.runpod;

import java.util.Optional;

/** Runs the containers of pods. Calls must return at once; what takes time is done by others. */
public interface PodHost {

  /** A pod's container starts, for the first time or anew. */
  void start(PodLaunch launch);

  /** A pod's container stops; the pod may start again. */
  void stop(String podId);

  /** A pod ends, stopped or not. */
  void terminate(String podId);

  /** Where a port of a started pod is reached; empty as long as it is not known. */
  Optional<PublicPort> publicPort(String podId, int privatePort);
}
