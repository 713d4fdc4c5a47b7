package org.dubnium.daemon.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.dubnium.bus.client.BusClient;
import org.dubnium.daemon.adapter.audio.AlsaAudioProbe;
import org.dubnium.daemon.adapter.logind.LogindSessionMonitor;
import org.dubnium.daemon.adapter.model.FileModelStore;
import org.dubnium.daemon.adapter.model.ModelPaths;
import org.dubnium.daemon.adapter.nvml.NvmlGpuProbe;
import org.dubnium.daemon.adapter.polkit.PolkitAuthority;
import org.dubnium.daemon.adapter.proc.ProcfsProcTable;
import org.dubnium.daemon.adapter.slurm.NodeFiles;
import org.dubnium.daemon.adapter.systemd.SystemdUnitManager;
import org.dubnium.daemon.adapter.vllm.RequestsFile;
import org.dubnium.daemon.config.Configuration;
import org.dubnium.daemon.observe.Probes;
import org.dubnium.daemon.port.Authority;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.ModelStore;
import org.dubnium.daemon.port.ProcTable;

/** The real host behind the ports. */
record Host(Probes probes, ModelStore models, Authority authority) implements AutoCloseable {

  /** How long a person may take to type a password. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** What vllm-metrics.service writes. */
  private static final Path REQUESTS = Path.of("/run/dubnium/vllm-metrics/requests");

  /** What serve-vllm writes when it starts the server. */
  private static final Path STARTED = Path.of("/run/dubnium/vllm/model");

  /** What vllm-watch.service writes while vLLM makes no progress. */
  private static final Path STALLED = Path.of("/run/dubnium/vllm-watch/stalled");

  /** What slurm-jobs.service writes. */
  private static final Path JOBS = Path.of("/run/dubnium/slurm-jobs/jobs.json");

  /**
   * The real host.
   *
   * @param orders where helper units find what they are to do
   */
  static Host on(BusClient bus, LoadedConfiguration settings, Path orders, InstantSource clock)
      throws HostException {
    Configuration configuration = settings.get();
    Path proc = Path.of(configuration.hostPaths().proc());
    ProcTable processes =
        new ProcfsProcTable(
            proc,
            Path.of(configuration.hostPaths().sys()),
            Path.of(configuration.hostPaths().dev()));
    ModelStore models =
        new FileModelStore(
            new ModelPaths(
                settings.shipped("vllm.env"),
                settings.local("vllm.env"),
                Options.SELECTION,
                settings.local("models"),
                Options.MODELS,
                Options.VERIFIED,
                STARTED));
    return new Host(
        new Probes(
            SystemdUnitManager.on(bus),
            LogindSessionMonitor.on(bus),
            new NvmlGpuProbe(
                configuration.nvmlLibrary(),
                proc,
                Path.of(configuration.hostPaths().sys()),
                () -> settings.get().observationDeadline(), clock),
            processes,
            new AlsaAudioProbe(proc, () -> settings.policy().audio().processes()),
            models,
            new RequestsFile(REQUESTS, STALLED, clock),
            new NodeFiles(JOBS, orders, clock)),
        models,
        new PolkitAuthority(bus, processes, PATIENCE));
  }

  @Override
  public void close() {
    probes.gpus().close();
  }
}
