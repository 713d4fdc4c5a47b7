package org.dubnium.bus.client;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.transport.BusAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to the bus that is made when it is needed, and made anew after it was lost. */
public final class ReconnectingBus implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReconnectingBus.class);

  /** Prepares a new connection, such as by subscribing to signals. */
  @FunctionalInterface
  public interface Preparation {
    void prepare(BusClient connected) throws BusException, InterruptedException;
  }

  private final BusAddress address;
  private final Executor threads;
  private final List<Preparation> preparations = new CopyOnWriteArrayList<>();
  private @Nullable BusClient open;
  private boolean closed;

  /**
   * Makes one; nothing is connected yet.
   *
   * @param threads a thread for every task
   */
  public ReconnectingBus(BusAddress address, Executor threads) {
    this.address = address;
    this.threads = threads;
  }

  /**
   * Has every new connection prepared before it is given out. One that is open already is left as it
   * is.
   */
  public void onConnect(Preparation preparation) {
    preparations.add(preparation);
  }

  /**
   * The connection.
   *
   * @throws BusException {@link StandardError#DISCONNECTED} if the bus cannot be reached
   */
  public synchronized BusClient client() throws BusException, InterruptedException {
    if (closed) {
      throw StandardError.DISCONNECTED.because("cannot reach the system bus: shutting down");
    }
    BusClient known = open;
    return known == null ? connect() : known;
  }

  private BusClient connect() throws BusException, InterruptedException {
    BusClient made;
    try {
      made = BusClient.connect(address, threads);
    } catch (IOException unreachable) {
      throw StandardError.DISCONNECTED.because(
          "cannot reach the system bus: " + unreachable.getMessage());
    }
    boolean ready = false;
    try {
      made.onDisconnect(why -> threads.execute(() -> lost(made, why)));
      for (Preparation each : preparations) {
        each.prepare(made);
      }
      ready = true;
    } finally {
      if (!ready) {
        made.close();
      }
    }
    open = made;
    return made;
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
