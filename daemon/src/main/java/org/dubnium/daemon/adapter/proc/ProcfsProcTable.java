package org.dubnium.daemon.adapter.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dubnium.daemon.domain.observation.Observation.LoadState;
import org.dubnium.daemon.domain.observation.Observation.MemoryState;
import org.dubnium.daemon.domain.observation.Observation.PathState;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.ProcessTable;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.TerminalJob;
import org.dubnium.daemon.port.ProcTable;
import org.dubnium.daemon.procfs.CgroupMembership;
import org.dubnium.daemon.procfs.ProcessReader;

/**
 * The real thing. Keeps nothing between calls; each may hang as long as the kernel does, on a dead
 * network file system for example.
 */
public final class ProcfsProcTable implements ProcTable {

  private final Path proc;
  private final Path sys;
  private final Path dev;
  private final ProcessReader reader;
  private final PathReader paths;

  /**
   * @param proc where procfs is mounted
   * @param sys where sysfs is mounted
   * @param dev where the device files are
   */
  public ProcfsProcTable(Path proc, Path sys, Path dev) {
    this.proc = proc;
    this.sys = sys;
    this.dev = dev;
    this.reader = new ProcessReader(proc);
    this.paths = new PathReader(proc);
  }

  @Override
  public Reading<ProcessTable> processes(Set<Integer> pids) {
    try {
      ScanBudget budget = new ScanBudget(reader, ScanBudget.Limits.SHIPPED, System::nanoTime);
      return Reading.of(new DeviceScan(reader, new GpuDeviceFiles(sys, dev), budget).run(pids));
    } catch (IOException e) {
      return Reading.unavailable("cannot read the processes: " + e.getMessage());
    }
  }

  @Override
  public Reading<Optional<ProcessInfo>> process(int pid) {
    try {
      return Reading.of(reader.identify(pid));
    } catch (IOException e) {
      return Reading.unavailable("cannot read process " + pid + ": " + e.getMessage());
    }
  }

  @Override
  public Reading<Optional<ProcessInfo>> eldest(String session, long uid) {
    try {
      Optional<ProcessInfo> eldest = Optional.empty();
      for (int pid : reader.pids()) {
        Optional<ProcessInfo> found = isIn(session, pid) ? reader.identify(pid) : Optional.empty();
        if (found.filter(process -> process.uid() == uid).isPresent()
            && eldest.filter(before -> isElder(before, found.get())).isEmpty()) {
          eldest = found;
        }
      }
      return Reading.of(eldest);
    } catch (IOException e) {
      return Reading.unavailable("cannot read the processes: " + e.getMessage());
    }
  }

  private boolean isIn(String session, int pid) {
    return reader
        .membership(pid)
        .flatMap(CgroupMembership::session)
        .filter(session::equals)
        .isPresent();
  }

  private static boolean isElder(ProcessInfo one, ProcessInfo other) {
    return one.startTicks() <= other.startTicks();
  }

  @Override
  public Reading<List<TerminalJob>> terminalJobs() {
    return text("uptime").flatMap(KernelFigures::uptime).flatMap(this::terminalJobs);
  }

  private Reading<List<TerminalJob>> terminalJobs(Duration uptime) {
    try {
      return Reading.of(new TerminalScan(reader, TerminalScan.MOST_JOBS).run(uptime));
    } catch (IOException e) {
      return Reading.unavailable("cannot read what runs in terminals: " + e.getMessage());
    }
  }

  @Override
  public Reading<MemoryState> memory() {
    return text("meminfo")
        .flatMap(meminfo -> KernelFigures.memory(meminfo, stall("memory", "avg10")));
  }

  @Override
  public Reading<LoadState> load() {
    return text("loadavg")
        .flatMap(
            loadavg ->
                text("stat")
                    .flatMap(stat -> KernelFigures.load(loadavg, stat, stall("cpu", "avg60"))));
  }

  @Override
  public Reading<PathState> path(String path) {
    return paths.read(path);
  }

  @Override
  public Reading<String> bootId() {
    return text("sys/kernel/random/boot_id").flatMap(KernelFigures::bootId);
  }

  private Reading<Double> stall(String resource, String window) {
    return text("pressure/" + resource)
        .flatMap(pressure -> KernelFigures.someStall(pressure, window));
  }

  private Reading<String> text(String file) {
    Path path = proc.resolve(file);
    try {
      return Reading.of(Files.readString(path));
    } catch (IOException e) {
      return Reading.unavailable("cannot read " + path + ": " + e.getMessage());
    }
  }
}
