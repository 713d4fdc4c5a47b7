package org.dubnium.fleet.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dubnium.bus.client.ReconnectingBus;
import org.dubnium.bus.transport.BusAddress;
import org.dubnium.common.config.ConfigException;
import org.dubnium.common.program.Version;
import org.dubnium.common.systemd.SdNotify;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.dbus.client.ModelsClient;
import org.dubnium.dbus.client.SignalDispatcher;
import org.dubnium.fleet.alert.store.AlertStore;
import org.dubnium.fleet.alert.store.AlertStoreException;
import org.dubnium.fleet.api.AgentInfo;
import org.dubnium.fleet.api.ChangePublisher;
import org.dubnium.fleet.api.FleetApi;
import org.dubnium.fleet.config.FleetConfiguration;
import org.dubnium.fleet.host.ControllerDelegations;
import org.dubnium.fleet.host.LogindSeatedUsers;
import org.dubnium.fleet.logs.JobOutputReader;
import org.dubnium.fleet.logs.JournalReader;
import org.dubnium.fleet.logs.PodLogReader;
import org.dubnium.fleet.model.ServerControl;
import org.dubnium.fleet.pod.store.PodStoreException;
import org.dubnium.fleet.service.Alerting;
import org.dubnium.fleet.service.ChangeListener;
import org.dubnium.fleet.service.FleetStatus;
import org.dubnium.fleet.service.Logs;
import org.dubnium.fleet.service.Models;
import org.dubnium.fleet.service.PodCosts;
import org.dubnium.fleet.service.Pods;
import org.dubnium.fleet.service.SlurmCluster;
import org.dubnium.fleet.slurm.ClientConfiguration;
import org.dubnium.fleet.slurm.SlurmActions;
import org.dubnium.fleet.slurm.SlurmClient;
import org.dubnium.fleet.slurm.SlurmSettings;
import org.dubnium.fleet.slurm.SlurmWatch;
import org.dubnium.fleet.telemetry.History;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.scrape.Collector;
import org.dubnium.fleet.telemetry.scrape.CollectorSettings;
import org.dubnium.fleet.web.ApiServer;
import org.dubnium.fleet.web.EventHub;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fleet agent: everything wired, then serving until a signal ends it. */
final class FleetAgent {

  private static final Logger LOG = LoggerFactory.getLogger(FleetAgent.class);

  /** How long the mode controller may take to answer what needs neither people nor a look. */
  private static final Duration PROMPT = Duration.ofSeconds(10);

  /** How long a log's reader may take to begin, and to read what was asked for. */
  private static final Duration LOG_PATIENCE = Duration.ofSeconds(20);

  /** How long the model server may take to fall asleep, or to have its weights again. */
  private static final Duration SERVER_CONTROL = Duration.ofMinutes(5);

  /** The users of this host: passwd(5). */
  private static final Path ACCOUNTS = Path.of("/etc/passwd");

  /** What ends each part, in order: readers are stopped before the stores are closed. */
  private final List<Runnable> ends;

  private final ApiServer api;
  private final RoundProcessor rounds;
  private final CountDownLatch end = new CountDownLatch(1);

  private final Reloading reloading;
  private final SdNotify systemd;

  private FleetAgent(
      List<Runnable> ends,
      ApiServer api,
      RoundProcessor rounds,
      Reloading reloading,
      SdNotify systemd) {
    this.ends = List.copyOf(ends);
    this.api = api;
    this.rounds = rounds;
    this.reloading = reloading;
    this.systemd = systemd;
  }

  /** Opens the state, begins to read, and listens. */
  static FleetAgent wire(Options options, Settings settings)
      throws ConfigException,
          IOException,
          HistoryException,
          AlertStoreException,
          PodStoreException {
    InstantSource clock = Clock.systemUTC();
    FleetConfiguration configuration = settings.configuration();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    EventHub events = new EventHub();
    ChangeListener changes = new ChangePublisher(events);
    SdNotify systemd = SdNotify.from(System.getenv());

    Collector collector =
        new Collector(
            new CollectorSettings(
                configuration.polling().interval(),
                configuration.polling().deadline(),
                CollectorSettings.DEFAULT.longestBackoff()),
            clock);
    Stores stores = new Stores(options);
    History history = stores.history(configuration, clock, collector::states);
    AlertStore store = AlertStore.open(stores.alerts(), configuration.hostNode(), clock);
    ChannelSetup channels = ChannelSetup.begin(options, settings, store, changes, clock);
    Alerting alerting = new Alerting(store, channels.delivery(), changes, System::nanoTime);

    ReconnectingBus bus =
        new ReconnectingBus(
            options.bus().map(BusAddress::of).orElseGet(BusAddress::system), threads);
    bus.onConnect(
        connected -> SignalDispatcher.subscribe(connected, new ModeAnnouncer(events)));
    ModeControllerClient host = new ModeControllerClient(bus::client, PROMPT);
    ModelsClient models = new ModelsClient(bus::client, PROMPT);
    Optional<RentedCluster> cluster =
        Optional.of(new RentedCluster(new ClientConfiguration(options.slurmConfiguration())))
            .filter(_ -> configuration.slurm() == FleetConfiguration.Slurm.PODS);
    cluster.ifPresent(each -> each.update(Optional.empty()));
    SlurmSettings slurmSettings =
        SlurmSettings.DEFAULT.withConfiguration(
            cluster.map(_ -> options.slurmConfiguration()));
    SlurmWatch slurm =
        SlurmWatch.start(
            new SlurmClient(slurmSettings, clock, threads),
            configuration.polling().interval(),
            configuration.slurm() != FleetConfiguration.Slurm.OFF);
    Sources sources =
        new Sources(
            configuration, new Credentials(options.credentials()), host, clock, collector);
    PodFleet pods =
        new PodFleet(
            stores.pods(),
            configuration.runpod(),
            new Credentials(options.credentials()),
            collector::states,
            sources::usePods,
            status -> cluster.ifPresent(each -> each.update(Optional.of(status))),
            JobUsers.read(ACCOUNTS),
            changes,
            clock);
    PodReadings podReadings = new PodReadings(pods.reconciler(), clock);
    Pods rented = new Pods(pods.reconciler(), pods.runpod(), pods::credential, clock);
    RoundProcessor rounds =
        new RoundProcessor(
            collector::states,
            history,
            alerting,
            events,
            List.of(
                new HostCondition(configuration, host, clock),
                new HostModelServer(configuration, models, clock),
                new ClusterSource(slurm::last),
                podReadings),
            configuration.polling().interval());
    collector.listen(rounds);
    sources.use(configuration);
    pods.start();
    JournalReader journal = new JournalReader(options.logSocket(), LOG_PATIENCE, threads, clock);
    LoadedConfiguration loaded =
        new LoadedConfiguration(
            settings,
            changed -> {
              Runnable prepared = pods.prepare(changed.runpod());
              sources.use(changed);
              prepared.run();
            },
            channels::prepare);

    ApiServer api =
        FleetApi.serve(
            configuration.listen(),
            configuration.openReading(),
            () -> loaded.settings().token(),
            new FleetStatus(collector::states, slurm::last),
            new AgentInfo(
                Version.of(FleetAgent.class),
                Optional.of(configuration.hostNode()).filter(_ -> configuration.host()),
                collector::tallies,
                stores::sizes),
            history,
            alerting,
            host,
            new Models(
                models, new ServerControl(options.modelSocket(), SERVER_CONTROL, threads), changes),
            new ControllerDelegations(host),
            new LogindSeatedUsers(bus),
            new SlurmCluster(
                slurm,
                new SlurmActions(
                    slurmSettings.withJobSocket(options.jobSocket()), threads),
                changes),
            new Logs(
                journal,
                new JobOutputReader(options.jobOutputSocket(), journal, LOG_PATIENCE, threads),
                new PodLogReader(rented::id, pods.runpod(), journal, clock),
                slurm::last,
                rented::slots,
                threads),
            rented,
            new PodCosts(pods.reconciler(), pods.runpod(), clock),
            podReadings::readings,
            events,
            channels.desktops(),
            clock,
            ownUid());
    LOG.info("serving on http://{}:{}", api.address().getHostString(), api.address().getPort());
    return new FleetAgent(
        List.of(
            api::close,
            pods::close,
            sources::close,
            collector::close,
            slurm::close,
            channels.delivery()::close,
            store::close,
            history::close,
            bus::close,
            threads::shutdownNow),
        api,
        rounds,
        new Reloading(options, configuration, loaded, systemd),
        systemd);
  }

  /** The uid of this process, as the kernel says: proc(5). */
  private static long ownUid() throws IOException {
    return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
  }

  /** Serves until the process is told to end; answers the exit status. */
  int serve() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stopping"));
    ReloadSignal.follow(this::reload);
    systemd.ready("serving on port " + api.address().getPort());
    systemd.watch(rounds::isAlive);
    end.await();
    return 0;
  }

  InetSocketAddress address() {
    return api.address();
  }

  /** Reloads the settings; returns the outcome in words. */
  String reload() {
    return reloading.reload();
  }

  void stop() {
    systemd.stopping();
    ends.forEach(Runnable::run);
    end.countDown();
  }
}
