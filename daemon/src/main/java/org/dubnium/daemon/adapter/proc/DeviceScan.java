package org.dubnium.daemon.adapter.proc;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.dubnium.daemon.domain.observation.DeviceHolder;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.ProcessTable;
import org.dubnium.daemon.procfs.ProcessReader;

/**
 * Finds who has GPU device files open, by the links under {@code /proc/PID/fd}, one link after the
 * other and within a {@link ScanBudget}. A process that was not read through, for want of budget or
 * because it may not be looked at, is named as such; with CAP_SYS_PTRACE, which the daemon has, the
 * latter does not happen (proc(5)).
 */
final class DeviceScan {

  /**
   * Processes of one user that are named, holders and unread ones together. Of more only their number
   * is told, and nobody can tell who all the holders are.
   */
  static final int NAMED_OF_USER = 256;

  /** Likewise of all users together. */
  static final int NAMED = 512;

  /**
   * Device files of one process that are kept. Who makes a file system of his own may call as many
   * files {@code /dev/nvidia…} as he likes; of real ones there are a few.
   */
  static final int DEVICES_OF_PROCESS = 32;

  private final ProcessReader reader;
  private final GpuDeviceFiles devices;
  private final ScanBudget budget;

  private final List<DeviceHolder> holders = new ArrayList<>();
  private final Map<Integer, ProcessInfo> processes = new HashMap<>();
  private final Map<Integer, String> unread = new HashMap<>();
  private final Map<Long, Integer> named = new HashMap<>();
  private final List<String> omissions = new ArrayList<>();
  private int kept;

  DeviceScan(ProcessReader reader, GpuDeviceFiles devices, ScanBudget budget) {
    this.reader = reader;
    this.devices = devices;
    this.budget = budget;
  }

  /**
   * Every holder of every device file, by PID and path.
   *
   * @param pids of processes that are named in any case
   * @throws IOException if the processes cannot be listed
   */
  ProcessTable run(Iterable<Integer> pids) throws IOException {
    for (int pid : pids) {
      reader.identify(pid).ifPresent(process -> processes.put(pid, process));
    }
    int[] all = reader.pids();
    int next = 0;
    while (next < all.length && !budget.isLate()) {
      look(all[next]);
      next++;
    }
    if (next < all.length) {
      omissions.add(
          "cannot look at %d of %d processes: %s%s"
              .formatted(
                  all.length - next,
                  all.length,
                  budget.late(),
                  budget
                      .greatest()
                      .map(uid -> ", most of it at those of user " + uid + " (end them)")
                      .orElse("")));
    }
    named.forEach(this::omit);
    omitSum();
    return new ProcessTable(holders, processes, unread, omissions);
  }

  private void omitSum() {
    int count = named.values().stream().mapToInt(Integer::intValue).sum();
    if (count > NAMED) {
      omissions.add(
          "cannot name all processes that hold a GPU or may: there are %d (end some of them)"
              .formatted(count));
    }
  }

  private void omit(long uid, int count) {
    if (count > NAMED_OF_USER) {
      omissions.add(
          "cannot name all processes of user %d that hold a GPU or may: there are %d (end them)"
              .formatted(uid, count));
    }
  }

  private void look(int pid) throws IOException {
    NavigableSet<String> open = new TreeSet<>();
    Optional<String> cutOff;
    try {
      cutOff = read(pid, open);
    } catch (IOException e) {
      cutOff =
          reader.isGone(pid, e)
              ? Optional.empty()
              : Optional.of("what it has open cannot be seen: " + e.getMessage());
    }
    if (!open.isEmpty() || cutOff.isPresent()) {
      keep(pid, open, cutOff);
    }
  }

  private void keep(int pid, NavigableSet<String> open, Optional<String> cutOff)
      throws IOException {
    Optional<ProcessInfo> process = reader.identify(pid);
    if (process.isEmpty()) {
      return;
    }
    boolean room = kept < NAMED;
    if (named.merge(process.get().uid(), 1, Integer::sum) <= NAMED_OF_USER && room) {
      kept++;
      processes.put(pid, process.get());
      open.forEach(device -> holders.add(new DeviceHolder(device, pid)));
      cutOff.ifPresent(why -> unread.put(pid, why));
    }
  }

  /** Adds the devices that the process has open; why not all of them, if so. */
  private Optional<String> read(int pid, NavigableSet<String> open) throws IOException {
    ScanBudget.Account account = budget.account(pid);
    Optional<String> cutOff = account.begin();
    if (cutOff.isPresent()) {
      return cutOff;
    }
    try (DirectoryStream<Path> links =
        Files.newDirectoryStream(reader.directory(pid).resolve("fd"))) {
      for (Path link : links) {
        target(link).flatMap(devices::deviceOf).ifPresent(open::add);
        cutOff =
            open.size() > DEVICES_OF_PROCESS
                ? Optional.of("it has more than " + DEVICES_OF_PROCESS + " device files open")
                : account.file();
        if (cutOff.isPresent()) {
          return cutOff;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    account.end();
    return Optional.empty();
  }

  /** Empty if the file was closed meanwhile. */
  private static Optional<String> target(Path link) throws IOException {
    try {
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
