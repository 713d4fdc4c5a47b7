package org.dubnium.daemon.engine;

import java.util.List;
import org.dubnium.daemon.domain.observation.GpuHolder;

/** Told what a step waits for, and who holds it up. */
interface Waiting {

  void on(String what, List<GpuHolder> holders);
}
