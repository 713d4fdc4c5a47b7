package org.dubnium.daemon.engine.step;

import java.util.List;
import org.dubnium.daemon.domain.observation.GpuHolder;

/** Told what is waited for, and who holds it up. */
public interface WaitListener {

  void on(String what, List<GpuHolder> holders);
}
