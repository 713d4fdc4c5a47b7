package org.dubnium.daemon.port;

import java.util.List;
import org.dubnium.daemon.domain.observation.Observation.Inhibitor;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;

/** logind. */
public interface SessionMonitor {

  Reading<List<Session>> sessions();

  Reading<List<Inhibitor>> inhibitors();

  /**
   * Asks logind to end a session. Returns before the session is gone; one that is gone already is
   * no error.
   *
   * @throws HostException if logind refuses or does not answer
   */
  void terminate(String session) throws HostException;

  /** Calls back, on a thread that may block, whenever sessions come, go or change. */
  void onChange(Runnable listener);
}
