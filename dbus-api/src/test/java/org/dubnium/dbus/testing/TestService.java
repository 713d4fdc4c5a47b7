package org.dubnium.dbus.testing;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.server.BusServer;
import org.dubnium.bus.server.ExportedObject;
import org.dubnium.bus.testing.PrivateBus;
import org.dubnium.dbus.contract.GpuInterface;
import org.dubnium.dbus.contract.JobInterface;
import org.dubnium.dbus.contract.ModeControllerInterface;
import org.dubnium.dbus.contract.ModelsInterface;
import org.dubnium.dbus.contract.Names;

/** The whole contract on a private bus, with nothing behind it but fakes. */
public final class TestService implements AutoCloseable {
  public final PrivateBus bus = PrivateBus.start();
  public final FakeModeController controller = new FakeModeController();
  public final FakeDelegation delegation = new FakeDelegation();
  public final FakeModels models = new FakeModels();
  public final FakeJob fakeJob = new FakeJob();
  public final BusServer server;

  /** Whose connections are whose, by unique name; root's, unless said otherwise. */
  public final Map<String, Long> users = new ConcurrentHashMap<>();

  private final BusClient client;

  public final ExportedObject root;
  public final ExportedObject job;
  public final ExportedObject gpu;

  public TestService() throws Exception {
    client = bus.connect();
    server =
        BusServer.on(
            client,
            Names.ROOT_PATH,
            sender ->
                CompletableFuture.completedFuture(
                    OptionalLong.of(users.getOrDefault(sender, 0L))));
    root =
        server.export(
            Names.ROOT_PATH,
            ModeControllerInterface.of(controller, delegation),
            ModelsInterface.of(models));
    job = server.export(Names.job(1), JobInterface.of(fakeJob));
    gpu = server.export(Names.gpu(FakeGpu.UUID), GpuInterface.of(FakeGpu::properties));
    server.requestName(Names.BUS_NAME);
  }

  /** The service is gone; the bus stays. */
  public void disappear() {
    client.close();
  }

  @Override
  public void close() throws IOException {
    controller.refreshGate.countDown();
    bus.close();
  }
}
