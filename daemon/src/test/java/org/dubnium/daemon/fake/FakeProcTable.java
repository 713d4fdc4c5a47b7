package org.dubnium.daemon.fake;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.dubnium.daemon.domain.observation.DeviceHolder;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.observation.Observation.LoadState;
import org.dubnium.daemon.domain.observation.Observation.MemoryState;
import org.dubnium.daemon.domain.observation.Observation.PathState;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.ProcessTable;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.TerminalJob;
import org.dubnium.daemon.port.ProcTable;
import org.jspecify.annotations.Nullable;

/** A kernel that shows the processes that a test starts. Every path exists, with room on it. */
public final class FakeProcTable implements ProcTable {

  /** Closed: reads of processes hang. */
  public final Gate gate = new Gate();

  /** Closed: reads of paths hang. */
  public final Gate pathGate = new Gate();

  /** Looks at all processes. */
  public final AtomicInteger scans = new AtomicInteger();

  private final Map<Integer, FakeProcess> processes = new ConcurrentSkipListMap<>();
  private final Set<Integer> stubborn = ConcurrentHashMap.newKeySet();
  private final Map<String, Reading<PathState>> paths = new ConcurrentHashMap<>();
  private final AtomicInteger lastPid = new AtomicInteger(1000);
  private volatile Reading<MemoryState> memory =
      Reading.of(new MemoryState(64L << 30, 48L << 30, Reading.of(0.0)));
  private volatile Reading<LoadState> load = Reading.of(new LoadState(16, 0.5, Reading.of(0.0)));
  private volatile Reading<String> bootId = Reading.of("5f2b0c1e-7a1d-4f6e-9a43-0c6f3f1d2b11");
  private volatile @Nullable String broken;

  /** A process that uses GPUs; devices are {@code /dev/nvidia<N>} and the like. */
  public FakeProcess start(
      String command,
      Optional<String> unit,
      Optional<String> session,
      GpuProcess.Kind kind,
      Map<String, Long> gpuBytes,
      Set<String> devices) {
    int pid = lastPid.incrementAndGet();
    FakeProcess process =
        new FakeProcess(
            new ProcessInfo(pid, command, pid * 10L, 1000, unit, session),
            kind,
            gpuBytes,
            devices);
    processes.put(pid, process);
    return process;
  }

  /** This process does not end with its unit or session, only by {@link #kill}. */
  public void makeStubborn(FakeProcess process) {
    stubborn.add(process.info().pid());
  }

  public void kill(FakeProcess process) {
    processes.remove(process.info().pid());
  }

  /** Ends processes, but for the stubborn ones. */
  public void end(Predicate<ProcessInfo> which) {
    processes
        .values()
        .removeIf(
            process -> !stubborn.contains(process.info().pid()) && which.test(process.info()));
  }

  public Collection<FakeProcess> all() {
    return List.copyOf(processes.values());
  }

  public void memory(Reading<MemoryState> reading) {
    memory = reading;
  }

  public void load(Reading<LoadState> reading) {
    load = reading;
  }

  public void path(String path, Reading<PathState> reading) {
    paths.put(path, reading);
  }

  /** After a new boot nothing of the old processes is left. */
  public void reboot(String newBootId) {
    processes.clear();
    bootId = Reading.of(newBootId);
  }

  public void bootId(Reading<String> reading) {
    bootId = reading;
  }

  /** Readings of processes fail from now on; null: no longer. */
  public void breakProcesses(@Nullable String why) {
    broken = why;
  }

  @Override
  public Reading<ProcessTable> processes(Set<Integer> pids) {
    scans.incrementAndGet();
    gate.pass();
    String why = broken;
    if (why != null) {
      return Reading.unavailable(why);
    }
    List<DeviceHolder> holders =
        processes.values().stream()
            .flatMap(
                process ->
                    process.devices().stream()
                        .sorted()
                        .map(device -> new DeviceHolder(device, process.info().pid())))
            .toList();
    Map<Integer, ProcessInfo> known = new HashMap<>();
    for (FakeProcess process : processes.values()) {
      int pid = process.info().pid();
      if (pids.contains(pid) || !process.devices().isEmpty()) {
        known.put(pid, process.info());
      }
    }
    return Reading.of(new ProcessTable(holders, known));
  }

  /** Somebody of this real machine whom the fake shows too, such as the test itself. */
  public void show(ProcessInfo process) {
    processes.put(
        process.pid(), new FakeProcess(process, GpuProcess.Kind.COMPUTE, Map.of(), Set.of()));
  }

  @Override
  public Reading<Optional<ProcessInfo>> process(int pid) {
    String why = broken;
    return why == null
        ? Reading.of(Optional.ofNullable(processes.get(pid)).map(FakeProcess::info))
        : Reading.unavailable(why);
  }

  @Override
  public Reading<Optional<ProcessInfo>> eldest(String session, long uid) {
    return Reading.of(
        processes.values().stream()
            .map(FakeProcess::info)
            .filter(info -> info.uid() == uid && info.session().equals(Optional.of(session)))
            .min(Comparator.comparingLong(ProcessInfo::startTicks)));
  }

  @Override
  public Reading<List<TerminalJob>> terminalJobs() {
    return Reading.of(List.of());
  }

  @Override
  public Reading<MemoryState> memory() {
    return memory;
  }

  @Override
  public Reading<LoadState> load() {
    return load;
  }

  @Override
  public Reading<PathState> path(String path) {
    pathGate.pass();
    return paths.getOrDefault(path, Reading.of(new PathState(true, "/", false, 100L << 30)));
  }

  @Override
  public Reading<String> bootId() {
    return bootId;
  }
}
