package org.dubnium.daemon.port;

import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.server.ServiceRun;

/** Tells of the present, or else the last run of a service. */
public interface ServiceProbe {

  Reading<ServiceRun> run(UnitName service);
}
