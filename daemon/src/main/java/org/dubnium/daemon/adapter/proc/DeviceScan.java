package org.dubnium.daemon.adapter.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.dubnium.daemon.domain.observation.DeviceHolder;
import org.dubnium.daemon.procfs.Directory;
import org.dubnium.daemon.procfs.ProcessReader;

/** Finds who has GPU device files open, by the links under {@code /proc/PID/fd}. */
final class DeviceScan {

  private final ProcessReader reader;
  private final GpuDeviceFiles devices;

  DeviceScan(ProcessReader reader, GpuDeviceFiles devices) {
    this.reader = reader;
    this.devices = devices;
  }

  /**
   * Every holder of every device file, by PID and path.
   *
   * @throws IOException if some process may not be looked at: it might be a holder, so that the
   *     others alone would be a half-truth. With CAP_SYS_PTRACE, which the daemon has, this does not
   *     happen (proc(5))
   */
  List<DeviceHolder> run() throws IOException {
    List<DeviceHolder> holders = new ArrayList<>();
    for (int pid : reader.pids()) {
      for (String device : openDevices(pid)) {
        holders.add(new DeviceHolder(device, pid));
      }
    }
    return holders;
  }

  private NavigableSet<String> openDevices(int pid) throws IOException {
    NavigableSet<String> open = new TreeSet<>();
    Path directory = reader.directory(pid).resolve("fd");
    try {
      for (Path link : Directory.list(directory, "*")) {
        target(link).flatMap(devices::deviceOf).ifPresent(open::add);
      }
    } catch (IOException e) {
      if (!reader.isGone(pid, e)) {
        throw new IOException(
            "cannot see what process " + pid + " has open: " + e.getMessage(), e);
      }
    }
    return open;
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
