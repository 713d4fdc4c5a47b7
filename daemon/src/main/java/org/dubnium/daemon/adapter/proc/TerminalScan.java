package org.dubnium.daemon.adapter.proc;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.TerminalJob;
import org.dubnium.daemon.procfs.ProcessReader;
import org.dubnium.daemon.procfs.StatLine;
import org.dubnium.daemon.procfs.TerminalName;

/** Finds what is in the foreground of terminals. */
final class TerminalScan {

  /** {@code sysconf(_SC_CLK_TCK)}, which Linux fixes at 100 for all that programs see, time(7). */
  private static final long TICK_MILLIS = 10;

  /** Jobs on a host that are named; with more of them nobody can tell what would be lost. */
  static final int MOST_JOBS = 4096;

  private final ProcessReader reader;
  private final int most;

  /**
   * @param most jobs, beyond which nobody can tell
   */
  TerminalScan(ProcessReader reader, int most) {
    this.reader = reader;
    this.most = most;
  }

  /**
   * By PID. A process that ends meanwhile is left out.
   *
   * @param uptime time since boot
   * @throws IOException if a process may not be looked at, or there are too many jobs
   */
  List<TerminalJob> run(Duration uptime) throws IOException {
    List<TerminalJob> jobs = new ArrayList<>();
    for (int pid : reader.pids()) {
      Optional<StatLine> stat =
          reader.stat(pid).filter(line -> line.isInForeground() && !line.isDead());
      Optional<ProcessInfo> process =
          stat.isPresent() ? reader.identify(pid) : Optional.empty();
      if (process.isPresent() && jobs.size() == most) {
        throw new IOException(
            "there are more than %d, of user %d for example (end some of them)"
                .formatted(most, process.get().uid()));
      }
      if (stat.isPresent() && process.isPresent()) {
        jobs.add(
            new TerminalJob(
                process.get(), TerminalName.of(stat.get().terminal()), age(process.get(), uptime)));
      }
    }
    return jobs;
  }

  private static Duration age(ProcessInfo process, Duration uptime) {
    Duration start = Duration.ofMillis(process.startTicks() * TICK_MILLIS);
    // One that was started after the uptime was read has no age yet.
    return start.compareTo(uptime) < 0 ? uptime.minus(start) : Duration.ZERO;
  }
}
