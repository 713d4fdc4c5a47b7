package org.dubnium.daemon.app;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.transport.BusAddress;
import org.dubnium.common.config.ConfigException;
import org.dubnium.common.program.Version;
import org.dubnium.common.systemd.SdNotify;
import org.dubnium.common.time.Backoff;
import org.dubnium.daemon.adapter.audit.FileAuditLog;
import org.dubnium.daemon.adapter.logind.LogindShutdownDelay;
import org.dubnium.daemon.adapter.store.FileBootMemory;
import org.dubnium.daemon.adapter.store.FileHoldMemory;
import org.dubnium.daemon.adapter.store.FileStatusFiles;
import org.dubnium.daemon.adapter.store.FileTransitionJournal;
import org.dubnium.daemon.adapter.store.FileTransitionLock;
import org.dubnium.daemon.bus.BusFrontend;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.engine.Engine;
import org.dubnium.daemon.engine.EngineListeners;
import org.dubnium.daemon.engine.ObservationUnavailable;
import org.dubnium.daemon.engine.Ports;
import org.dubnium.daemon.engine.Recovery;
import org.dubnium.daemon.engine.RequestRefused;
import org.dubnium.daemon.observe.Observer;
import org.dubnium.daemon.observe.Scope;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.ShutdownDelay;
import org.dubnium.dbus.contract.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon: everything wired, then serving until a signal or the loss of the bus ends it. */
final class Daemon {

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  /** systemd starts the daemon again; what was under way is taken up from the journal. */
  private static final int LOST_BUS = 1;

  /** sysexits.h: an internal error. */
  private static final int EX_SOFTWARE = 70;

  private final LoadedConfiguration settings;
  private final Host host;
  private final BusFrontend frontend;
  private final Engine engine;
  private final Recovery recovery;
  private final Upkeep upkeep;
  private final ServerWatch server;
  private final CompletableFuture<Integer> end = new CompletableFuture<>();

  private Daemon(
      LoadedConfiguration settings,
      Host host,
      BusFrontend frontend,
      Engine engine,
      Recovery recovery,
      Upkeep upkeep,
      ServerWatch server) {
    this.settings = settings;
    this.host = host;
    this.frontend = frontend;
    this.engine = engine;
    this.recovery = recovery;
    this.upkeep = upkeep;
    this.server = server;
  }

  /** Connects and wires everything, and looks at the host once. Nobody can call it yet. */
  static Daemon wire(Options options)
      throws ConfigException, IOException, BusException, HostException, InterruptedException {
    InstantSource clock = Clock.systemUTC();
    LoadedConfiguration settings = new LoadedConfiguration(options);
    BusAddress address = options.bus().map(BusAddress::of).orElseGet(BusAddress::system);
    BusClient bus = BusClient.connect(address, Executors.newVirtualThreadPerTaskExecutor());
    if (options.action() == Options.Action.RUN) {
      requireNoOther(bus);
    }
    Host host = Host.on(bus, settings, options.runDir(), clock);
    String bootId = bootId(host);
    FileStatusFiles files = new FileStatusFiles(options.runDir(), settings::policy, clock);
    ServerWatch server = ServerWatch.on(bus, host, files, options.stateDir(), settings::policy, clock);
    Ports ports =
        ports(options, settings, host, new LogindShutdownDelay(address), server, files, bootId, clock);
    Observer observer =
        new Observer(
            host.probes(),
            Scope.of(settings.policy(), settings.get().observationDeadline()),
            clock);
    EngineListeners listeners = new EngineListeners();
    Engine engine =
        new Engine(
            ports,
            observer,
            settings::policy,
            listeners,
            clock,
            Executors.newVirtualThreadPerTaskExecutor(),
            timer(),
            bootId);
    Upkeep upkeep = new Upkeep(engine, ports, settings);
    observer.onChange(upkeep::wake);
    host.probes().gpus().onChange(upkeep::wake);
    BusFrontend.Backend backend =
        new BusFrontend.Backend(
            engine,
            observer,
            settings::policy,
            upkeep::repairStates,
            ports.audit(),
            host.authority(),
            ports.processes(),
            ports.sessions(),
            new FileHoldMemory(options.runDir(), clock),
            host.models(),
            server::status,
            settings.reloading(
                ports.audit(),
                () -> engine.activeJob().isPresent(),
                now -> {
                  observer.look(Scope.of(now.policy(), now.observationDeadline()));
                  upkeep.forget();
                }));
    BusFrontend frontend = new BusFrontend(bus, backend, clock, Version.of(Daemon.class));
    listeners.add(frontend);
    upkeep.onRepairsChange(frontend::repairsChanged);
    upkeep.onLook(server::observed);
    server.onChange(frontend::modelServerChanged);
    host.probes().gpus().onEvent(frontend::gpuEvent);
    // Last: who is to be told of the first observation is known, and GPUs are watched from it on.
    engine.refresh();
    Recovery recovery =
        new Recovery(
            engine,
            ports,
            settings.policy().bootMode(),
            bootId,
            clock,
            new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(30)));
    Daemon daemon = new Daemon(settings, host, frontend, engine, recovery, upkeep, server);
    bus.onDisconnect(daemon::lostBus);
    return daemon;
  }

  /** A second daemon, started by hand, must not touch the files of the one that serves. */
  private static void requireNoOther(BusClient bus) throws BusException, InterruptedException {
    if (bus.owner(Names.BUS_NAME).isPresent()) {
      throw StandardError.FAILED.because(
          "cannot serve: another daemon does already, see systemctl status mode-controller;"
              + " what else there is to do: mode-controller --help");
    }
  }

  /** Takes up what was left, lets clients in, and serves. Answers the exit status. */
  int serve() throws BusException, InterruptedException {
    Thread.setDefaultUncaughtExceptionHandler(this::broken);
    SdNotify systemd = SdNotify.from(System.getenv());
    boolean newBoot = recovery.begin();
    frontend.takeName();
    systemd.ready("serving");
    systemd.watch(upkeep::isAlive);
    Runtime.getRuntime().addShutdownHook(new Thread(systemd::stopping, "stopping"));
    server.start();
    upkeep.start();
    var _ =
        new BootNormalisation(host.probes().units(), recovery)
            .startIf(newBoot)
            .thenRun(upkeep::beginRepairs);
    return end.join();
  }

  /** Does once what clients will ask for, without changing anything. */
  void rehearse() {
    for (Contract mode : settings.policy().contracts().all()) {
      try {
        engine.explain(new Operation.ModeSwitch(mode.name()), Asker.ROOT, Optional.empty());
      } catch (RequestRefused | ObservationUnavailable incomplete) {
        LOG.info("cannot rehearse everything here, ignoring: {}", incomplete.getMessage());
      }
    }
  }

  private static Ports ports(
      Options options,
      LoadedConfiguration settings,
      Host host,
      ShutdownDelay shutdown,
      ServerWatch server,
      FileStatusFiles files,
      String bootId,
      InstantSource clock) {
    return new Ports(
        host.probes().units(),
        host.probes().sessions(),
        shutdown,
        host.probes().gpus(),
        host.probes().proc(),
        server.failures(),
        host.probes().cluster(),
        new FileTransitionJournal(options.stateDir(), clock),
        new FileAuditLog(
            options.stateDir(),
            settings.get().auditRotateBytes(),
            settings.get().auditFiles(),
            clock),
        new FileTransitionLock(options.runDir(), bootId, clock),
        new FileBootMemory(options.runDir(), clock),
        files,
        host.models());
  }

  private static ScheduledExecutorService timer() {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().name("timer").daemon().factory());
  }

  private static String bootId(Host host) throws IOException {
    return switch (host.probes().proc().bootId()) {
      case Reading.Value<String>(String id) -> id;
      case Reading.Unavailable<String>(String why) -> throw new IOException(why);
    };
  }

  /** A defect: what it interrupted is in the journal, and whoever comes next takes it up. */
  private void broken(Thread thread, Throwable defect) {
    LOG.error("a defect of the daemon; ending, to be started anew by systemd", defect);
    end.complete(EX_SOFTWARE);
  }

  private void lostBus(String why) {
    LOG.error("the bus is gone ({}); ending, to be started anew by systemd", why);
    end.complete(LOST_BUS);
  }
}
