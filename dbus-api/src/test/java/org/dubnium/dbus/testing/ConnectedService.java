package org.dubnium.dbus.testing;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dubnium.bus.client.ReconnectingBus;
import org.dubnium.bus.transport.BusAddress;

/** The service on a private bus, and a connection of a client's to that bus. */
public final class ConnectedService implements AutoCloseable {

  public final TestService service = new TestService();

  /** The client's; begun when it is first used. */
  public final ReconnectingBus bus;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public ConnectedService() throws Exception {
    bus = new ReconnectingBus(BusAddress.of(service.bus.address()), threads);
  }

  @Override
  public void close() throws IOException {
    bus.close();
    service.close();
    threads.shutdownNow();
  }
}
