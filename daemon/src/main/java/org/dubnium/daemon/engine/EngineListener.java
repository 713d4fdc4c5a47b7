package org.dubnium.daemon.engine;

import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.mode.ModeName;

/** Told what the engine does, on the engine's threads: must not block. */
public interface EngineListener {

  void observed(HostSnapshot snapshot);

  void desired(ModeName mode);

  void jobNew(TransitionJob job);

  void jobChanged(TransitionJob job);

  /** The job has its outcome; the snapshot of the state after it was announced before. */
  void jobRemoved(TransitionJob job);

  /** The host is about to be changed ({@code start}), or is no longer being changed. */
  void prepare(boolean start, Notice notice);
}
