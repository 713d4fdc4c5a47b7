package org.dubnium.daemon.fake;

import org.dubnium.daemon.domain.observation.Observation.ServerLoad;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.port.ModelServer;

/** An idle model server, until a test gives it requests. */
public final class FakeModelServer implements ModelServer {

  private volatile Reading<ServerLoad> load = Reading.of(new ServerLoad(0, 0));

  public void set(Reading<ServerLoad> reading) {
    load = reading;
  }

  @Override
  public Reading<ServerLoad> load() {
    return load;
  }
}
