package org.dubnium.daemon.observe;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.AudioState;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.observation.Inhibitor;
import org.dubnium.daemon.domain.observation.LoadState;
import org.dubnium.daemon.domain.observation.MemoryState;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.PathState;
import org.dubnium.daemon.domain.observation.ProcessTable;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.observation.TerminalJob;
import org.dubnium.daemon.domain.observation.UnitState;

/**
 * Takes all readings of one observation at once. Only the processes wait, for the GPUs, whose PIDs
 * they are to name.
 */
final class Sweep {

  private final Probes probes;
  private final Executor executor;
  private final Timer timer;
  private final ProbeSlot<Map<UnitName, UnitState>> units;
  private final ProbeSlot<List<Session>> sessions;
  private final ProbeSlot<List<Inhibitor>> inhibitors;
  private final ProbeSlot<GpuInventory> gpus;
  private final ProbeSlot<ProcessTable> processes;
  private final ProbeSlot<List<TerminalJob>> terminalJobs;
  private final ProbeSlot<AudioState> audio;
  private final ProbeSlot<MemoryState> memory;
  private final ProbeSlot<LoadState> load;
  private final Map<String, ProbeSlot<PathState>> paths = new HashMap<>();

  Sweep(Probes probes, Executor executor, Timer timer) {
    this.probes = probes;
    this.executor = executor;
    this.timer = timer;
    this.units = slot("systemd's units");
    this.sessions = slot("logind's sessions");
    this.inhibitors = slot("logind's inhibitors");
    this.gpus = slot("the GPUs");
    this.processes = slot("the processes");
    this.terminalJobs = slot("what runs in terminals");
    this.audio = slot("the audio devices");
    this.memory = slot("the memory");
    this.load = slot("the load");
  }

  /** Begins every reading now. Completes in time, and never exceptionally. Not for two at once. */
  CompletableFuture<Observation> begin(long sequence, Instant at, Scope scope) {
    var newUnits = units.fresh(() -> probes.units().read(scope.units()), scope.deadline());
    var newSessions = sessions.fresh(probes.sessions()::sessions, scope.deadline());
    var newInhibitors = inhibitors.fresh(probes.sessions()::inhibitors, scope.deadline());
    var newGpus = gpus(scope);
    var newProcesses =
        newGpus.thenCompose(
            found ->
                processes.fresh(() -> probes.proc().processes(pids(found)), scope.deadline()));
    var newTerminalJobs = terminalJobs.fresh(probes.proc()::terminalJobs, scope.deadline());
    var newAudio = audio.fresh(probes.audio()::read, scope.deadline());
    var newMemory = memory.fresh(probes.proc()::memory, scope.deadline());
    var newLoad = load.fresh(probes.proc()::load, scope.deadline());
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
            newSessions,
            newInhibitors,
            newProcesses,
            newTerminalJobs,
            newAudio,
            newMemory,
            newLoad);
    CompletableFuture<Void> allPaths =
        CompletableFuture.allOf(newPaths.values().toArray(new CompletableFuture<?>[0]));
    return all.thenCombine(
        allPaths,
        (ignored, ignoredToo) ->
            new Observation(
                sequence,
                at,
                newUnits.join(),
                newSessions.join(),
                newInhibitors.join(),
                newGpus.join(),
                newProcesses.join(),
                newTerminalJobs.join(),
                newAudio.join(),
                newMemory.join(),
                newLoad.join(),
                joined(newPaths)));
  }

  /**
   * Reads the GPUs alone. Their probe keeps to the deadline itself and says better what hangs; the
   * slot is there for a probe that does not.
   */
  CompletableFuture<Reading<GpuInventory>> gpus(Scope scope) {
    return gpus.fresh(probes.gpus()::read, scope.deadline().multipliedBy(2));
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
