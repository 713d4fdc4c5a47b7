package org.dubnium.daemon.fake;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.server.ServerFailure;
import org.dubnium.daemon.port.FailureReports;

/** Nothing is known of a unit's failure, until a test says why. */
public final class FakeFailureReports implements FailureReports {

  private final Map<UnitName, ServerFailure> failures = new ConcurrentHashMap<>();

  public void put(UnitName unit, ServerFailure failure) {
    failures.put(unit, failure);
  }

  @Override
  public Optional<ServerFailure> failure(UnitName unit, Duration patience) {
    return Optional.ofNullable(failures.get(unit));
  }
}
