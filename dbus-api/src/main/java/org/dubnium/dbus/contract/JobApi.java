package org.dubnium.dbus.contract;

import org.dubnium.bus.BusException;
import org.dubnium.bus.server.Call;

/** What {@code org.dubnium.ModeController.Job} can do. */
public interface JobApi {

  /** Calls the job off; may block. */
  void cancel(Call call) throws BusException, InterruptedException;

  /** All properties at one moment; must not block. */
  JobProperties properties();
}
