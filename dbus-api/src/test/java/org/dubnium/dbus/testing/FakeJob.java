package org.dubnium.dbus.testing;

import java.time.Instant;
import java.util.Optional;
import org.dubnium.bus.BusException;
import org.dubnium.bus.server.Call;
import org.dubnium.dbus.contract.JobApi;
import org.dubnium.dbus.contract.JobProperties;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.contract.ReasonInfo;
import org.dubnium.dbus.contract.RequesterInfo;

/** A job that is over, unless it is said to be in another state. */
public final class FakeJob implements JobApi {

  private volatile String state = "finished";

  public void enter(String next) {
    state = next;
  }

  @Override
  public void cancel(Call call) throws BusException {
    throw ModeError.NOT_CANCELLABLE.because("cannot cancel: it is over");
  }

  @Override
  public JobProperties properties() {
    return new JobProperties(
        1,
        "desktop",
        "compute",
        Optional.empty(),
        state,
        3,
        3,
        "",
        1.0,
        Instant.ofEpochSecond(1),
        Optional.of(Instant.ofEpochSecond(2)),
        Optional.of("committed"),
        ReasonInfo.of("none", ""),
        new RequesterInfo(1000, ":1.7", Optional.empty()));
  }
}
