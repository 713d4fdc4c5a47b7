package org.dubnium.daemon.fake;

import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.fixture.Bundles;
import org.dubnium.daemon.port.ServedModelProbe;

/** A verified model of eight billion parameters, until a test has something else. */
public final class FakeModelStore implements ServedModelProbe {

  private volatile Reading<ServedModel> served = Reading.of(Bundles.eight().served());
  private volatile int reads;

  public void set(Reading<ServedModel> reading) {
    served = reading;
  }

  /** How often it was read. */
  public int reads() {
    return reads;
  }

  @Override
  public synchronized Reading<ServedModel> served() {
    reads++;
    return served;
  }
}
