package org.dubnium.fleet.app;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dubnium.common.config.ConfigException;
import org.dubnium.fleet.config.RunpodSettings;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.Secret;
import org.dubnium.fleet.pod.reconcile.PodFleetStatus;
import org.dubnium.fleet.pod.reconcile.Reconciler;
import org.dubnium.fleet.pod.reconcile.ReconcilerPorts;
import org.dubnium.fleet.pod.reconcile.ServiceProbes;
import org.dubnium.fleet.pod.store.PodStore;
import org.dubnium.fleet.pod.store.PodStoreException;
import org.dubnium.fleet.runpod.Deadlines;
import org.dubnium.fleet.runpod.RunpodClient;
import org.dubnium.fleet.service.ChangeListener;
import org.dubnium.fleet.service.Pods;
import org.dubnium.fleet.telemetry.scrape.Target;

/** Rented pods: RunPod's client, the records of what was decided, and who keeps to them. */
final class PodFleet implements AutoCloseable {

  private final RunpodSettings settings;
  private final Credentials files;
  private volatile PodCredentials credentials;
  private final Consumer<List<Target>> exporters;
  private final Consumer<PodFleetStatus> cluster;
  private final ChangeListener changes;
  private final PodStore store;
  private final ServiceProbes probes = new ServiceProbes();
  private final RunpodClient runpod;
  private final Reconciler reconciler;

  /**
   * Opens the records; nothing is asked of RunPod before {@link #start}.
   *
   * @param settings those at the start: address and credential stay as they are
   * @param nodes what is read of them, pods among them
   * @param exporters is told whose are to be read
   * @param cluster is told how pods are, for the Slurm cluster of them
   * @param jobUsers whose jobs that runs, each as {@code NAME:UID}
   * @throws ConfigException with every credential that is missing
   */
  PodFleet(
      Path file,
      RunpodSettings settings,
      Credentials files,
      Supplier<List<NodeState>> nodes,
      Consumer<List<Target>> exporters,
      Consumer<PodFleetStatus> cluster,
      List<String> jobUsers,
      ChangeListener changes,
      InstantSource clock)
      throws PodStoreException, ConfigException {
    this.settings = settings;
    this.files = files;
    this.credentials = PodCredentials.of(settings, files);
    this.exporters = exporters;
    this.cluster = cluster;
    this.changes = changes;
    this.store = PodStore.open(file, clock);
    this.runpod =
        new RunpodClient(
            settings.api(), () -> credentials.apiKey(), Deadlines.DEFAULT, clock);
    this.reconciler =
        new Reconciler(
            new ReconcilerPorts(
                runpod,
                store,
                probes,
                new PodWorkloads(nodes),
                name -> Optional.ofNullable(credentials.secrets().get(name)).map(Secret::reveal),
                jobUsers,
                clock,
                System::nanoTime,
                new SecureRandom(),
                this::changed),
            settings.fleet());
  }

  void start() {
    reconciler.start();
  }

  /**
   * Reads what other settings need, and changes nothing.
   *
   * @return puts them in force
   * @throws ConfigException with every credential that is missing
   */
  Runnable prepare(RunpodSettings changed) throws ConfigException {
    PodCredentials found = PodCredentials.of(changed, files);
    return () -> {
      credentials = found;
      reconciler.declare(changed.fleet());
    };
  }

  Reconciler reconciler() {
    return reconciler;
  }

  RunpodClient runpod() {
    return runpod;
  }

  /** The credential with RunPod's key. */
  Pods.Credential credential() {
    return new Pods.Credential(
        settings.credential().value(), credentials.apiKey().isPresent());
  }

  private void changed() {
    Optional<PodFleetStatus> status = reconciler.status();
    status.map(PodTargets::of).ifPresent(exporters);
    status.ifPresent(cluster);
    changes.podsChanged();
  }

  @Override
  public void close() {
    reconciler.close();
    probes.close();
    store.close();
  }
}
