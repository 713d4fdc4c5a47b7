package org.dubnium.daemon.bus;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.Credentials;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.client.Subscription;
import org.dubnium.bus.testing.PrivateBus;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.engine.EngineBench;
import org.dubnium.daemon.engine.EngineListeners;
import org.dubnium.daemon.fake.FakeAuthority;
import org.dubnium.daemon.fake.FakeHoldMemory;
import org.dubnium.daemon.fake.FakeHost;
import org.dubnium.daemon.port.Authority;
import org.dubnium.daemon.domain.server.ModelServerStatus;
import org.dubnium.daemon.reconcile.RepairState;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.dbus.client.ModeControllerListener;
import org.dubnium.dbus.client.SignalDispatcher;
import org.dubnium.dbus.contract.JobProperties;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.contract.ReasonInfo;
import org.dubnium.dbus.contract.RequestOptions;

/** The daemon's objects on a private bus, with a host in memory behind them, and a client. */
final class FrontendBench {

  private static final long ALICE = 1000;

  final FakeAuthority polkit = new FakeAuthority();
  final FakeHoldMemory holds = new FakeHoldMemory();
  final FakeHost host = FakeHost.inDesktop(1);
  final PrivateBus bus = PrivateBus.start();
  final EngineBench engine;
  volatile Map<String, RepairState> repairs = Map.of();
  volatile ModelServerStatus server = ModelServerStatus.OFF;
  final BusClient client;
  final ModeControllerClient controller;
  private final BusClient service;
  private final Map<String, Credentials> posed = new ConcurrentHashMap<>();

  FrontendBench() throws Exception {
    service = bus.connect();
    engine = serve(service);
    client = bus.connect();
    controller = controllerOf(client);
  }

  /** The daemon, as that client has it. */
  static ModeControllerClient controllerOf(BusClient client) {
    return new ModeControllerClient(() -> client, Duration.ofMinutes(1));
  }

  /** The daemon is gone, and another is there, with what the first one left in memory. */
  EngineBench restart() throws Exception {
    service.close();
    return serve(bus.connect());
  }

  /** From now on, the bus says that this client is that process. */
  BusClient pose(BusClient who, ProcessInfo as) {
    host.proc.show(as);
    posed.put(who.uniqueName(), new Credentials(as.uid(), as.pid()));
    return who;
  }

  /** A client that is that process, as the bus says. */
  BusClient connectAs(ProcessInfo process) throws Exception {
    return pose(bus.connect(), process);
  }

  private Credentials credentials(BusClient connection, String name)
      throws BusException, InterruptedException {
    Credentials told = posed.get(name);
    return told == null ? connection.credentials(name) : told;
  }

  private EngineBench serve(BusClient connection) throws Exception {
    EngineListeners listeners = new EngineListeners();
    EngineBench bench = EngineBench.heardBy(listeners, host);
    BusFrontend.Backend backend =
        new BusFrontend.Backend(
            bench.engine,
            bench.observer,
            () -> bench.policy,
            () -> repairs,
            bench.audit,
            asAlice(polkit),
            host.proc,
            host.sessions,
            holds,
            host.models,
            () -> server,
            caller -> {});
    BusFrontend frontend =
        new BusFrontend(
            connection,
            name -> credentials(connection, name),
            backend,
            InstantSource.system(),
            "test");
    listeners.add(frontend);
    host.gpus.onEvent(frontend::gpuEvent);
    bench.engine.refresh();
    frontend.takeName();
    return bench;
  }

  /** The test may run as root, whom nobody asks. */
  private static Authority asAlice(FakeAuthority polkit) {
    return (caller, action, details, interactive) ->
        polkit.decide(
            new Caller(ALICE, caller.busName(), caller.unit(), caller.session()),
            action,
            details,
            interactive);
  }

  /** Returns the job's number. */
  long request(String mode) throws Exception {
    return controller.requestMode(mode, RequestOptions.NONE);
  }

  /** A job that has ended. */
  JobProperties end(long job) throws Exception {
    CompletableFuture<Long> finished = new CompletableFuture<>();
    try (Subscription _ =
        SignalDispatcher.subscribe(
            client,
            new ModeControllerListener() {
              @Override
              public void jobFinished(long id, String outcome, ReasonInfo reason) {
                if (id == job) {
                  finished.complete(id);
                }
              }
            })) {
      if (controller.job(job).outcome().isEmpty()) {
        finished.get(60, TimeUnit.SECONDS);
      }
      return controller.job(job);
    }
  }

  /** How a job ended. */
  String outcome(long job) throws Exception {
    return end(job).outcome().orElseThrow();
  }

  Arguments call(String method, String signature, Object... arguments) throws Exception {
    return client.call(method(method).with(signature, arguments));
  }

  static Request method(String name) {
    return new Request(Names.BUS_NAME, Names.ROOT_PATH.value(), Names.MODE_CONTROLLER, name);
  }

  void close() throws Exception {
    client.close();
    engine.close();
    bus.close();
  }
}
