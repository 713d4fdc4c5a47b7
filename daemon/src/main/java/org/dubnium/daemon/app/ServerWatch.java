package org.dubnium.daemon.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.dubnium.bus.client.BusClient;
import org.dubnium.daemon.adapter.journal.JournalctlOutput;
import org.dubnium.daemon.adapter.store.FileLoadTimes;
import org.dubnium.daemon.adapter.systemd.SystemdServiceProbe;
import org.dubnium.daemon.adapter.vllm.ServerUser;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.classify.ServerStrays;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.server.ModelServerStatus;
import org.dubnium.daemon.port.FailureReports;
import org.dubnium.daemon.port.StatusFiles;
import org.dubnium.daemon.serving.ModelServerWatch;

/** The watch on the real model server: whom it asks, and who is told. */
final class ServerWatch {

  /** The state directory of vllm.service. */
  private static final Path STATE = Path.of("/var/lib/dubnium/vllm");

  private final ModelServerWatch watch;
  private final StatusFiles files;
  private final Supplier<Policy> policy;
  private final Supplier<Optional<Long>> user = new ServerUser(STATE);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  private ServerWatch(
      ModelServerWatch.Sources sources, StatusFiles files, Supplier<Policy> policy) {
    this.watch = new ModelServerWatch(sources, this::changed);
    this.files = files;
    this.policy = policy;
  }

  static ServerWatch on(
      BusClient bus,
      Host host,
      StatusFiles files,
      Path stateDir,
      Supplier<Policy> policy,
      InstantSource clock) {
    return new ServerWatch(
        new ModelServerWatch.Sources(
            host.probes().units(),
            new SystemdServiceProbe(bus),
            host.probes().models(),
            host.probes().server(),
            new JournalctlOutput(),
            new FileLoadTimes(stateDir, clock)),
        files,
        policy);
  }

  void start() {
    files.modelServer(watch.status());
    watch.start();
  }

  ModelServerStatus status() {
    return watch.status();
  }

  FailureReports failures() {
    return watch;
  }

  /** Told of every change, at most once a second. */
  void onChange(Runnable listener) {
    listeners.add(listener);
  }

  private void changed(ModelServerStatus status) {
    files.modelServer(status);
    listeners.forEach(Runnable::run);
  }

  /** Whose memory is left over, as the host shows it now. */
  void observed(HostSnapshot snapshot) {
    watch.strays(ServerStrays.of(snapshot.observation(), policy.get(), user.get()));
  }
}
