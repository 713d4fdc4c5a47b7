package org.dubnium.fleet.host;

import java.io.IOException;
import java.util.concurrent.Executor;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.MatchRule;
import org.dubnium.bus.transport.BusAddress;
import org.dubnium.dbus.contract.Names;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to the bus that is made when it is needed, and made anew after it was lost. */
public final class HostBus implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HostBus.class);

  private final BusAddress address;
  private final Executor threads;
  private final Runnable changed;
  private @Nullable BusClient open;
  private boolean closed;

  /**
   * Makes one; nothing is connected yet.
   *
   * @param threads a thread for every task
   * @param changed called when the mode controller says that something changed, or comes or goes
   */
  public HostBus(BusAddress address, Executor threads, Runnable changed) {
    this.address = address;
    this.threads = threads;
    this.changed = changed;
  }

  /** The connection, listening. */
  synchronized BusClient client() throws HostUnavailable, InterruptedException {
    if (closed) {
      throw new HostUnavailable("", "cannot reach the mode controller: shutting down", new IOException("closed"));
    }
    BusClient known = open;
    return known == null ? connect() : known;
  }

  private BusClient connect() throws HostUnavailable, InterruptedException {
    try {
      BusClient made = BusClient.connect(address, threads);
      boolean listening = false;
      try {
        made.onDisconnect(why -> threads.execute(() -> lost(made, why)));
        made.subscribe(
            MatchRule.propertiesChanged(Names.BUS_NAME, Names.MODE_CONTROLLER),
            signal -> changed.run());
        made.watchName(Names.BUS_NAME, owner -> changed.run());
        listening = true;
      } finally {
        if (!listening) {
          made.close();
        }
      }
      open = made;
      return made;
    } catch (IOException unreachable) {
      throw new HostUnavailable(
          "", "cannot reach the system bus: " + unreachable.getMessage(), unreachable);
    } catch (BusException refused) {
      throw new HostUnavailable(
          refused.errorName(), "cannot listen on the system bus: " + refused.text(), refused);
    }
  }

  private synchronized void lost(BusClient which, String why) {
    if (open == which) {
      LOG.warn("the bus is gone ({}); connecting anew when it is needed", why);
      open = null;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    BusClient known = open;
    open = null;
    if (known != null) {
      known.close();
    }
  }
}
