package org.dubnium.fleet.telemetry.exposition;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process under the names that Prometheus' client libraries give them ("Process metrics"). What
 * {@code /proc} does not tell is left out: proc_pid_status(5), proc_pid_limits(5), proc_pid_fd(5).
 */
public final class ProcessFamilies {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessFamilies.class);

  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
  private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files\\s+(\\d+)\\s");
  private static final int KIB = 1024;

  private ProcessFamilies() {}

  public static List<Family> read() {
    return read(Path.of("/proc/self"));
  }

  static List<Family> read(Path proc) {
    ProcessHandle.Info info = ProcessHandle.current().info();
    List<Family> families = new ArrayList<>();
    Family start =
        Family.gauge("process_start_time_seconds", "When the process began, since the epoch.");
    info.startInstant().ifPresent(time -> start.add(time.toEpochMilli() / 1000.0));
    families.add(start);
    Family cpu = Family.counter("process_cpu_seconds_total", "CPU time, user and system.");
    info.totalCpuDuration().map(Duration::toNanos).ifPresent(nanos -> cpu.add(nanos / 1e9));
    families.add(cpu);
    Family resident = Family.gauge("process_resident_memory_bytes", "Resident memory.");
    Family most = Family.gauge("process_max_fds", "File descriptors that may be open.");
    Family open = Family.gauge("process_open_fds", "File descriptors that are open.");
    try {
      add(resident, RESIDENT, Files.readString(proc.resolve("status")), KIB);
      add(most, OPEN_FILES, Files.readString(proc.resolve("limits")), 1);
      open.add((double) count(proc.resolve("fd")));
    } catch (IOException hidden) {
      LOG.debug("cannot read {}, ignoring", proc, hidden);
    }
    families.addAll(List.of(resident, most, open));
    Runtime runtime = Runtime.getRuntime();
    families.add(
        Family.gauge("jvm_memory_used_bytes", "Memory of the heap that is in use.")
            .add((double) (runtime.totalMemory() - runtime.freeMemory())));
    families.add(
        Family.gauge("jvm_memory_max_bytes", "Memory that the heap may take.")
            .add((double) runtime.maxMemory()));
    return families;
  }

  private static void add(Family family, Pattern pattern, String text, int factor) {
    Matcher found = pattern.matcher(text);
    if (found.find()) {
      family.add(Double.parseDouble(found.group(1)) * factor);
    }
  }

  private static long count(Path directory) throws IOException {
    long count = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path _ : entries) {
        count++;
      }
    }
    return count;
  }
}
