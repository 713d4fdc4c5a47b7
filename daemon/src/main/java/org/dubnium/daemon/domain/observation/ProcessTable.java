package org.dubnium.daemon.domain.observation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code /proc} says about the processes around the GPUs.
 *
 * @param deviceHolders every process with a GPU device file open, as far as they were looked at
 * @param processes the identity of those, of the unread ones, and of the PIDs that were asked for; a
 *     PID that is gone is absent
 * @param unread processes that were not read through, each of which may hold a GPU, by PID, with the
 *     reason in words that follow "since"
 * @param omissions what was left out besides, each as a whole sentence that begins with "cannot";
 *     while there is any, nobody can tell who all the holders are
 */
public record ProcessTable(
    List<DeviceHolder> deviceHolders,
    Map<Integer, ProcessInfo> processes,
    Map<Integer, String> unread,
    List<String> omissions) {

  public ProcessTable {
    deviceHolders = List.copyOf(deviceHolders);
    processes = Map.copyOf(processes);
    unread = Map.copyOf(unread);
    omissions = List.copyOf(omissions);
  }

  /** Nothing was left out. */
  public ProcessTable(List<DeviceHolder> deviceHolders, Map<Integer, ProcessInfo> processes) {
    this(deviceHolders, processes, Map.of(), List.of());
  }

  public Optional<ProcessInfo> find(int pid) {
    return Optional.ofNullable(processes.get(pid));
  }
}
