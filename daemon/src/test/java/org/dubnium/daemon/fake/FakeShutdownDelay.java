package org.dubnium.daemon.fake;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.ShutdownDelay;

/** Delay locks in memory. */
public final class FakeShutdownDelay implements ShutdownDelay {

  private final List<String> inForce = new CopyOnWriteArrayList<>();
  private volatile boolean refusing;

  public List<String> inForce() {
    return List.copyOf(inForce);
  }

  public void refuse() {
    refusing = true;
  }

  @Override
  public Held take(String why) throws HostException {
    if (refusing) {
      throw new HostException("cannot take the lock: there is no logind");
    }
    inForce.add(why);
    return () -> inForce.remove(why);
  }
}
