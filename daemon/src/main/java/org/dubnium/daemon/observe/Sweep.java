package org.dubnium.daemon.observe;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.dubnium.common.concurrent.DeadlineTimer;
import org.dubnium.daemon.domain.cluster.ClusterJobs;
import org.dubnium.daemon.domain.mode.Contract.VllmRule;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.observation.AudioState;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Observation.Inhibitor;
import org.dubnium.daemon.domain.observation.Observation.LoadState;
import org.dubnium.daemon.domain.observation.Observation.MemoryState;
import org.dubnium.daemon.domain.observation.Observation.PathState;
import org.dubnium.daemon.domain.observation.Observation.ServerLoad;
import org.dubnium.daemon.domain.observation.ProcessTable;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.observation.TerminalJob;
import org.dubnium.daemon.domain.observation.UnitState;

/**
 * Takes all readings of one observation at once. Only the processes wait, for the GPUs, whose PIDs
 * they are to name, and the model and its server, for the units, which say whether there is one.
 */
final class Sweep {

  private final Probes probes;
  private final Executor executor;
  private final DeadlineTimer timer;
  private final ProbeSlot<Map<UnitName, UnitState>> units;
  private final ProbeSlot<Set<UnitName>> failedUnits;
  private final ProbeSlot<List<Session>> sessions;
  private final ProbeSlot<List<Inhibitor>> inhibitors;
  private final ProbeSlot<GpuInventory> gpus;
  private final ProbeSlot<ProcessTable> processes;
  private final ProbeSlot<List<TerminalJob>> terminalJobs;
  private final ProbeSlot<AudioState> audio;
  private final ProbeSlot<MemoryState> memory;
  private final ProbeSlot<LoadState> load;
  private final ProbeSlot<ServedModel> model;
  private final ProbeSlot<ServerLoad> serverLoad;
  private final ProbeSlot<Optional<String>> stall;
  private final ProbeSlot<ClusterJobs> clusterJobs;
  private final Map<String, ProbeSlot<PathState>> paths = new HashMap<>();

  Sweep(Probes probes, Executor executor, DeadlineTimer timer) {
    this.probes = probes;
    this.executor = executor;
    this.timer = timer;
    this.units = slot("systemd's units");
    this.failedUnits = slot("systemd's failed units");
    this.sessions = slot("logind's sessions");
    this.inhibitors = slot("logind's inhibitors");
    this.gpus = slot("the GPUs");
    this.processes = slot("the processes");
    this.terminalJobs = slot("what runs in terminals");
    this.audio = slot("the audio devices");
    this.memory = slot("the memory");
    this.load = slot("the load");
    this.model = slot("the model");
    this.serverLoad = slot("the requests of vLLM");
    this.stall = slot("the watch on vLLM");
    this.clusterJobs = slot("the cluster's jobs");
  }

  /**
   * Begins every reading now. Completes in time, and never exceptionally. Not for two at once.
   *
   * @param glance whether GPUs that may sleep are left alone
   */
  CompletableFuture<Observation> begin(long sequence, Instant at, Scope scope, boolean glance) {
    var newUnits = units.fresh(() -> probes.units().read(scope.units()), scope.deadline());
    var newFailedUnits = failedUnits.fresh(probes.units()::failed, scope.deadline());
    var newSessions = sessions.fresh(probes.sessions()::sessions, scope.deadline());
    var newInhibitors = inhibitors.fresh(probes.sessions()::inhibitors, scope.deadline());
    var newGpus = gpus(scope, glance);
    var newProcesses =
        newGpus.thenCompose(
            found ->
                processes.fresh(() -> probes.proc().processes(pids(found)), scope.deadline()));
    var newTerminalJobs = terminalJobs.fresh(probes.proc()::terminalJobs, scope.deadline());
    var newAudio = audio.fresh(probes.audio()::read, scope.deadline());
    var newMemory = memory.fresh(probes.proc()::memory, scope.deadline());
    var newLoad = load.fresh(probes.proc()::load, scope.deadline());
    var newServerLoad = newUnits.thenCompose(found -> serverLoad(found, scope));
    var newStall = newUnits.thenCompose(found -> stall(found, scope));
    var newClusterJobs = newUnits.thenCompose(found -> clusterJobs(found, scope));
    var newModel = newUnits.thenCompose(found -> model(found, scope));
    Map<String, CompletableFuture<Reading<PathState>>> newPaths = new HashMap<>();
    for (String path : scope.paths()) {
      newPaths.put(
          path,
          paths
              .computeIfAbsent(path, this::slot)
              .fresh(() -> probes.proc().path(path), scope.deadline()));
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(
            newUnits,
            newFailedUnits,
            newSessions,
            newInhibitors,
            newProcesses,
            newTerminalJobs,
            newAudio,
            newMemory,
            newLoad,
            newModel,
            newServerLoad,
            newStall,
            newClusterJobs);
    CompletableFuture<Void> allPaths =
        CompletableFuture.allOf(newPaths.values().toArray(new CompletableFuture<?>[0]));
    return all.thenCombine(
        allPaths,
        (ignored, ignoredToo) ->
            new Observation(
                sequence,
                at,
                newUnits.join(),
                newFailedUnits.join(),
                newSessions.join(),
                newInhibitors.join(),
                newGpus.join(),
                newProcesses.join(),
                newTerminalJobs.join(),
                newAudio.join(),
                newMemory.join(),
                newLoad.join(),
                newModel.join(),
                newServerLoad.join(),
                newStall.join(),
                newClusterJobs.join(),
                joined(newPaths)));
  }

  /**
   * Reads the GPUs alone. Their probe keeps to the deadline itself and says better what hangs; the
   * slot is there for a probe that does not.
   */
  CompletableFuture<Reading<GpuInventory>> gpus(Scope scope, boolean glance) {
    return gpus.fresh(
        glance ? probes.gpus()::glance : probes.gpus()::read, scope.deadline().multipliedBy(2));
  }

  private CompletableFuture<Reading<ServedModel>> model(
      Reading<Map<UnitName, UnitState>> units, Scope scope) {
    return is(VllmRule.UNIT, units, UnitState::readsEnvironment)
        ? model.fresh(probes.models()::served, scope.deadline())
        : CompletableFuture.completedFuture(
            Reading.unavailable("the model was not looked at: vllm.service is not enabled, or not the packaged one"));
  }

  private CompletableFuture<Reading<ServerLoad>> serverLoad(
      Reading<Map<UnitName, UnitState>> units, Scope scope) {
    return is(VllmRule.UNIT, units, UnitState::isActive)
        ? serverLoad.fresh(probes.server()::load, scope.deadline())
        : CompletableFuture.completedFuture(
            Reading.unavailable("vLLM has no requests to be counted: vllm.service is not active"));
  }

  /** The stall that the watch on vLLM reports; none where the watch cannot be read. */
  private CompletableFuture<Optional<String>> stall(
      Reading<Map<UnitName, UnitState>> units, Scope scope) {
    return is(VllmRule.UNIT, units, UnitState::isActive)
        ? stall
            .fresh(() -> Reading.of(probes.server().stall()), scope.deadline())
            .thenApply(Sweep::orEmpty)
        : CompletableFuture.completedFuture(Optional.empty());
  }

  private static Optional<String> orEmpty(Reading<Optional<String>> reading) {
    return reading instanceof Reading.Value<Optional<String>>(Optional<String> value)
        ? value
        : Optional.empty();
  }

  private CompletableFuture<Reading<ClusterJobs>> clusterJobs(
      Reading<Map<UnitName, UnitState>> units, Scope scope) {
    return is(ClusterJobs.UNIT, units, UnitState::isActive)
        ? clusterJobs.fresh(probes.cluster()::jobs, scope.deadline())
        : CompletableFuture.completedFuture(
            Reading.unavailable("the cluster has no jobs here: slurm-node.service is not active"));
  }

  /** Whether a unit is like that, or may be since systemd was not read. */
  private static boolean is(
      UnitName unit, Reading<Map<UnitName, UnitState>> units, Predicate<UnitState> like) {
    return switch (units) {
      case Reading.Value<Map<UnitName, UnitState>>(var read) ->
          Optional.ofNullable(read.get(unit)).filter(like).isPresent();
      case Reading.Unavailable<Map<UnitName, UnitState>> unknown -> true;
    };
  }

  private <T> ProbeSlot<T> slot(String name) {
    return new ProbeSlot<>(name, executor, timer);
  }

  private static Set<Integer> pids(Reading<GpuInventory> gpus) {
    Set<Integer> pids = new TreeSet<>();
    if (gpus instanceof Reading.Value<GpuInventory>(GpuInventory inventory)) {
      for (Gpu gpu : inventory.gpus()) {
        if (gpu.processes() instanceof Reading.Value<List<GpuProcess>>(var listed)) {
          listed.forEach(process -> pids.add(process.pid()));
        }
      }
    }
    return pids;
  }

  private static Map<String, Reading<PathState>> joined(
      Map<String, CompletableFuture<Reading<PathState>>> answers) {
    Map<String, Reading<PathState>> readings = new HashMap<>();
    answers.forEach((path, answer) -> readings.put(path, answer.join()));
    return readings;
  }
}
