package org.dubnium.daemon.domain.observation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code /proc} says about the processes around the GPUs.
 *
 * @param deviceHolders every process with a GPU device file open
 * @param processes the identity of those and of the PIDs that were asked for; a PID that is gone is
 *     absent
 */
public record ProcessTable(List<DeviceHolder> deviceHolders, Map<Integer, ProcessInfo> processes) {

  public ProcessTable {
    deviceHolders = List.copyOf(deviceHolders);
    processes = Map.copyOf(processes);
  }

  public Optional<ProcessInfo> find(int pid) {
    return Optional.ofNullable(processes.get(pid));
  }
}
