package org.dubnium.daemon.fake;

import java.util.Optional;
import org.dubnium.daemon.domain.observation.Observation.ServerLoad;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.port.ModelServer;

/** An idle model server, until a test gives it requests. */
public final class FakeModelServer implements ModelServer {

  private volatile Reading<ServerLoad> load = Reading.of(new ServerLoad(0, 0));
  private volatile boolean asleep;
  private volatile Optional<String> stall = Optional.empty();

  public void set(Reading<ServerLoad> reading) {
    load = reading;
  }

  public void setAsleep(boolean sleeps) {
    asleep = sleeps;
  }

  /** From now on this is wrong with its progress. */
  public void stalls(String why) {
    stall = Optional.of(why);
  }

  @Override
  public Reading<ServerLoad> load() {
    return load;
  }

  @Override
  public boolean isAsleep() {
    return asleep;
  }

  @Override
  public Optional<String> stall() {
    return stall;
  }
}
