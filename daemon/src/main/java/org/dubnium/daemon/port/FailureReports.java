package org.dubnium.daemon.port;

import java.time.Duration;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.server.ServerFailure;

/** Tells why a unit could not be started, where the unit's own output tells it. */
public interface FailureReports {

  /**
   * Why the unit did not come up; empty if it is none whose output is read, or nothing is known in time.
   *
   * @param patience how long the output may take to arrive
   */
  Optional<ServerFailure> failure(UnitName unit, Duration patience);
}
