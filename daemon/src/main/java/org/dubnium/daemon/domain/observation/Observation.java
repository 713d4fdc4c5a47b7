package org.dubnium.daemon.domain.observation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.cluster.ClusterJobs;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.model.ServedModel;

/**
 * The host at one moment: readings taken in parallel, each a value or the reason why there is none.
 *
 * @param sequence counts the observations of this process
 * @param at when the readings were begun
 * @param units every unit of the contracts, what their start would stop, and what stops with any of
 *     these
 * @param failedUnits every unit of the host that is failed, of the contracts or not
 * @param inhibitors of logind, blocking and delaying
 * @param model what the model server is set to serve; looked at only where it takes part
 * @param serverLoad what the model server has to do; looked at only while it is active
 * @param stall what is wrong with the model server's progress; empty if nothing is known to be
 * @param clusterJobs jobs of the cluster that this machine is a node of; looked at only while it is one
 * @param paths by configured path
 */
public record Observation(
    long sequence,
    Instant at,
    Reading<Map<UnitName, UnitState>> units,
    Reading<Set<UnitName>> failedUnits,
    Reading<List<Session>> sessions,
    Reading<List<Inhibitor>> inhibitors,
    Reading<GpuInventory> gpus,
    Reading<ProcessTable> processes,
    Reading<List<TerminalJob>> terminalJobs,
    Reading<AudioState> audio,
    Reading<MemoryState> memory,
    Reading<LoadState> load,
    Reading<ServedModel> model,
    Reading<ServerLoad> serverLoad,
    Optional<String> stall,
    Reading<ClusterJobs> clusterJobs,
    Map<String, Reading<PathState>> paths) {

  public Observation {
    units = units.map(Map::copyOf);
    failedUnits = failedUnits.map(Set::copyOf);
    sessions = sessions.map(List::copyOf);
    inhibitors = inhibitors.map(List::copyOf);
    terminalJobs = terminalJobs.map(List::copyOf);
    paths = Map.copyOf(paths);
  }

  /** The same host, set to serve something else. */
  public Observation serving(Reading<ServedModel> other) {
    return new Observation(
        sequence,
        at,
        units,
        failedUnits,
        sessions,
        inhibitors,
        gpus,
        processes,
        terminalJobs,
        audio,
        memory,
        load,
        other,
        serverLoad,
        stall,
        clusterJobs,
        paths);
  }

  /** A unit's state; unavailable if systemd was not read or the unit was not asked for. */
  public Reading<UnitState> unit(UnitName name) {
    return units.flatMap(
        all ->
            Optional.ofNullable(all.get(name))
                .map(Reading::of)
                .orElseGet(() -> Reading.unavailable("systemd was not asked about " + name)));
  }

  /**
   * How busy the CPUs are.
   *
   * @param loadAverage5 runnable tasks, averaged over 5 minutes ({@code /proc/loadavg})
   * @param someStallAvg60 percent of the last 60 s in which some task waited for a CPU ({@code
   *     /proc/pressure/cpu}); unavailable without PSI
   */
  public record LoadState(int cpus, double loadAverage5, Reading<Double> someStallAvg60) {

    /** Runnable tasks for each CPU, averaged over 5 minutes: above 1, some wait. */
    public double perCpu() {
      return loadAverage5 / cpus;
    }
  }

  /**
   * Main memory, {@code /proc/meminfo}, in bytes.
   *
   * @param someStallAvg10 percent of the last 10 s in which some task waited for memory ({@code
   *     /proc/pressure/memory}); unavailable without PSI
   */
  public record MemoryState(long totalBytes, long availableBytes, Reading<Double> someStallAvg10) {}

  /**
   * A path that must persist.
   *
   * @param exists whether it is there at all; the rest is meaningless if not
   * @param mountPoint of the file system that it is on
   * @param readOnly whether that file system is mounted read-only
   * @param freeBytes space that is left to root
   */
  public record PathState(boolean exists, String mountPoint, boolean readOnly, long freeBytes) {}

  /**
   * A logind inhibitor lock, org.freedesktop.login1(5).
   *
   * @param what colon-separated: {@code shutdown sleep idle handle-…}
   * @param mode {@code block delay block-weak}
   */
  public record Inhibitor(String what, String who, String why, String mode, long uid, int pid) {}

  /**
   * What the model server has to do, all its engines together.
   *
   * @param running requests that are being answered ({@code vllm:num_requests_running})
   * @param waiting requests that wait for that ({@code vllm:num_requests_waiting})
   */
  public record ServerLoad(long running, long waiting) {

    public boolean isIdle() {
      return running + waiting == 0;
    }
  }
}
