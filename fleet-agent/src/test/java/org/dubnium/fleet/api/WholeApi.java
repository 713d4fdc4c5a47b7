package org.dubnium.fleet.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.HttpUrl;
import org.dubnium.bus.client.ReconnectingBus;
import org.dubnium.bus.transport.BusAddress;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.dbus.client.ModelsClient;
import org.dubnium.dbus.testing.TestService;
import org.dubnium.fleet.alert.store.AlertStore;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.host.ControllerDelegations;
import org.dubnium.fleet.listen.AnyPort;
import org.dubnium.fleet.logs.FakePodLogs;
import org.dubnium.fleet.logs.FakeReader;
import org.dubnium.fleet.logs.JournalReader;
import org.dubnium.fleet.model.ServerControl;
import org.dubnium.fleet.pod.reconcile.Reconciler;
import org.dubnium.fleet.pod.reconcile.ReconcilerPorts;
import org.dubnium.fleet.pod.reconcile.WorkloadReadings;
import org.dubnium.fleet.pod.store.PodStore;
import org.dubnium.fleet.runpod.Deadlines;
import org.dubnium.fleet.runpod.RunpodApi;
import org.dubnium.fleet.runpod.RunpodClient;
import org.dubnium.fleet.service.Alerting;
import org.dubnium.fleet.service.FleetStatus;
import org.dubnium.fleet.service.Logs;
import org.dubnium.fleet.service.Models;
import org.dubnium.fleet.service.PodCosts;
import org.dubnium.fleet.service.Pods;
import org.dubnium.fleet.service.RecordedChanges;
import org.dubnium.fleet.service.SlurmCluster;
import org.dubnium.fleet.slurm.FakeSlurm;
import org.dubnium.fleet.slurm.SlurmActions;
import org.dubnium.fleet.slurm.SlurmClient;
import org.dubnium.fleet.slurm.SlurmSettings;
import org.dubnium.fleet.slurm.SlurmWatch;
import org.dubnium.fleet.telemetry.Points;
import org.dubnium.fleet.telemetry.Series;
import org.dubnium.fleet.web.ApiServer;
import org.dubnium.fleet.web.EventHub;

/** The API with all its routes, over a fleet of one node, a fake Slurm and a mode controller. */
final class WholeApi implements AutoCloseable {

  static final String TOKEN = "a-token-of-some-length";

  private static final NodeId NODE = new NodeId("gpu-1");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static final NodeState STATE =
      NodeState.unknown(NODE)
          .seen(
              new NodeReading(
                  NODE,
                  "gpu-1.example",
                  NOW,
                  List.of(
                      new GpuReading(
                          0, "GPU-8f1a", "NVIDIA H200", "", Map.of(Metric.GPU_POWER, 300.0))),
                  Map.of()));

  final ApiServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  final TestService service = new TestService();
  private final ReconnectingBus bus;
  private final AlertStore store;
  private final SlurmWatch slurm;
  private final FakeReader logs;
  private final PodStore podStore;

  /** An answer, taken apart. */
  record Answer(int status, Map<String, String> headers, String body) {}

  WholeApi(Path directory) throws Exception {
    bus = new ReconnectingBus(BusAddress.of(service.bus.address()), threads);
    InstantSource clock = InstantSource.fixed(NOW);
    store = AlertStore.open(directory.resolve("alerts.db"), NODE, clock);
    SlurmSettings settings =
        new FakeSlurm(Files.createDirectory(directory.resolve("slurm")))
            .of2411()
            .settings(Duration.ofMinutes(1));
    slurm = SlurmWatch.start(new SlurmClient(settings, clock, threads), Duration.ofHours(1), true);
    var _ = slurm.current();
    FakeHistory history = new FakeHistory();
    history.told =
        List.of(
            new Series(
                new Subject.Gpu(NODE, 0),
                Metric.GPU_POWER,
                new Points(1).add(NOW.toEpochMilli(), 300)));
    logs = FakeReader.machine(directory.resolve("fleet-logs.sock"), 3);
    JournalReader journal = logs.journal(Duration.ofMinutes(1));
    podStore = PodStore.open(directory.resolve("pods.db"), clock);
    RunpodApi runpod =
        new RunpodClient(
            HttpUrl.get("http://127.0.0.1:1"),
            Optional::empty,
            Deadlines.DEFAULT,
            clock);
    Reconciler pods =
        new Reconciler(
            new ReconcilerPorts(
                runpod,
                podStore,
                _ -> Set.of(),
                WorkloadReadings.OF_GPUS,
                _ -> Optional.empty(),
                List.of(),
                clock,
                System::nanoTime,
                new Random(1),
                () -> {}),
            Optional.empty());
    server =
        FleetApi.serve(
            AnyPort.of(InetAddress.getLoopbackAddress()),
            true,
            () -> Optional.of(TOKEN),
            new FleetStatus(() -> List.of(STATE), slurm::last),
            new AgentInfo("1.2.3", Optional.of(new NodeId("vm")), List::of, Map::of),
            history,
            new Alerting(store, () -> {}, new RecordedChanges(), System::nanoTime),
            new ModeControllerClient(bus::client, Duration.ofMinutes(1)),
            new Models(
                new ModelsClient(bus::client, Duration.ofMinutes(1)),
                new ServerControl(Optional.empty(), Duration.ofMinutes(1), threads),
                new RecordedChanges()),
            new ControllerDelegations(new ModeControllerClient(bus::client, Duration.ofMinutes(1))),
            uid -> false,
            new SlurmCluster(slurm, new SlurmActions(settings, threads), new RecordedChanges()),
            new Logs(
                journal,
                logs.jobs(journal, Duration.ofMinutes(1)),
                new FakePodLogs(),
                slurm::last,
                List::of,
                threads),
            new Pods(pods, runpod, () -> new Pods.Credential("runpod-api-key", false), clock),
            new PodCosts(pods, runpod, clock),
            List::of,
            new EventHub(),
            new EventHub(),
            clock,
            4_000_000_000L);
  }

  /** Sends that, word for word, and reads the answer; of a stream, its head. */
  Answer send(String head, String body) throws IOException {
    InetSocketAddress address = server.address();
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write((head + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      return read(in);
    }
  }

  private static Answer read(BufferedReader in) throws IOException {
    String first = String.valueOf(in.readLine());
    Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      String[] parts = line.split(": ?", 2);
      headers.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    StringBuilder body = new StringBuilder();
    if (!headers.getOrDefault("Content-Type", "").startsWith("text/event-stream")) {
      for (int c = in.read(); c >= 0; c = in.read()) {
        body.append((char) c);
      }
    }
    String[] words = first.split(" ", 3);
    return new Answer(
        words.length > 1 ? Integer.parseInt(words[1]) : 0, headers, body.toString());
  }

  /**
   * A request's head.
   *
   * @param headers beyond those that every request has, a line each
   */
  static String head(String method, String path, String host, int length, String... headers) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(host).append("\r\nConnection: close\r\n");
    if (length > 0) {
      head.append("Content-Length: ").append(length).append("\r\n");
    }
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.toString();
  }

  @Override
  public void close() {
    server.close();
    slurm.close();
    store.close();
    podStore.close();
    bus.close();
    try {
      logs.close();
      service.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
