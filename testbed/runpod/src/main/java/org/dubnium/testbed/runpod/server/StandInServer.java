package org.dubnium.testbed.runpod.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dubnium.testbed.runpod.ApiKeys.Rights;
import org.dubnium.testbed.runpod.ContractCheck;
import org.dubnium.testbed.runpod.openapi.OpenApiCheck;

/** The stand-in over HTTP, API and administration behind one port. */
final class StandInServer implements AutoCloseable {

  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Simulation simulation;
  private final ServerHost host;
  private final HttpServer server;

  /** Listens. */
  StandInServer(ServerOptions options) throws IOException {
    this(options, new OpenApiCheck());
  }

  /** Listens, and holds calls and answers against that check. */
  StandInServer(ServerOptions options, ContractCheck check) throws IOException {
    CompletableFuture<Simulation> made = new CompletableFuture<>();
    host =
        options
            .podCommand()
            .<ServerHost>map(
                program -> new CommandHost(new HookCommand(program), id -> fail(made.join(), id)))
            .orElseGet(() -> new BuiltInHost(id -> state(made.join(), id)));
    simulation = new Simulation(options.settings(), options.seed(), host, check);
    made.complete(simulation);
    simulation.change(standIn -> standIn.keys().put(options.key(), Rights.ALL));
    server = HttpServer.create(options.address(), 0);
    server.setExecutor(executor);
    Defects defects = new Defects();
    server.createContext("/", new ApiHandler(simulation, defects, end));
    server.createContext(AdminHandler.PREFIX, new AdminHandler(simulation, defects));
    server.start();
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  /** Stops answering, and has everything removed that ran behind pods. */
  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    simulation.close();
    executor.shutdownNow();
    host.close();
  }

  private static void fail(Simulation simulation, String podId) {
    simulation.change(
        standIn -> {
          if (standIn.status(podId).isPresent()) {
            standIn.console().fail(podId);
          }
        });
  }

  private static ServiceState state(Simulation simulation, String podId) {
    return simulation.ask(standIn -> new ServiceState(standIn.answers(podId), standIn.load(podId)));
  }
}
