package org.dubnium.daemon.classify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dubnium.daemon.domain.observation.DeviceHolder;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.GpuHolder.Kind;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.ProcessTable;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.policy.Policy.HolderRule;

/**
 * Who holds which GPU: what NVML lists, and who has a device file open.
 *
 * <p>A process appears once for each GPU: as the kind that NVML gives it (graphics before compute
 * before MPS, if it is in several lists), else as a device holder. Device files are charged like
 * this: {@code …/nvidiaN} to the GPU whose minor number is N, and to every GPU whose minor number
 * is unavailable if none has that one. A process that has only files open that belong to no single
 * GPU ({@code nvidiactl}, {@code nvidia-uvm}, {@code dri/card0} …) is charged to every GPU: with
 * one GPU that is right, and with several it errs towards "held". So is a process that was not read
 * through. What the driver counts to no process of this host, by PID 0 or by one that cannot be, is one
 * holder.
 */
public final class GpuHolders {

  /** The daemon has the devices open itself, through NVML. */
  private static final String OWN_UNIT = "mode-controller.service";

  private GpuHolders() {}

  /**
   * All holders of all GPUs, by GPU in NVML's order and then by PID.
   *
   * @return unavailable if the GPUs, the processes, or the process list of any GPU is, or if some
   *     processes could not be named: a partial list would look like a released GPU
   */
  public static Reading<List<GpuHolder>> of(
      Reading<GpuInventory> gpus, Reading<ProcessTable> processes, Policy policy) {
    return gpus.flatMap(
        inventory -> processes.flatMap(table -> all(inventory, table, policy)));
  }

  /**
   * The holders of one GPU, by PID.
   *
   * @return unavailable if the processes, or that GPU or its process list, are
   */
  public static Reading<List<GpuHolder>> on(
      String uuid, GpuInventory inventory, Reading<ProcessTable> processes, Policy policy) {
    return inventory.gpus().stream()
        .filter(gpu -> gpu.identity().uuid().equals(uuid))
        .findFirst()
        .map(gpu -> processes.flatMap(table -> ofGpu(gpu, inventory, table, policy)))
        .orElseGet(() -> Reading.unavailable("the driver does not show " + uuid));
  }

  private static Reading<List<GpuHolder>> all(
      GpuInventory inventory, ProcessTable table, Policy policy) {
    Reading<List<GpuHolder>> all = Reading.of(List.of());
    for (Gpu gpu : inventory.gpus()) {
      all =
          all.flatMap(
              before -> ofGpu(gpu, inventory, table, policy).map(more -> join(before, more)));
    }
    return all;
  }

  /** The holders of one GPU of the inventory, by PID. */
  static Reading<List<GpuHolder>> ofGpu(
      Gpu gpu, GpuInventory inventory, ProcessTable table, Policy policy) {
    if (!table.omissions().isEmpty()) {
      return Reading.unavailable(String.join("; ", table.omissions()));
    }
    return gpu.processes()
        .map(
            processes -> {
              Map<Integer, GpuHolder> holders = new TreeMap<>();
              for (GpuProcess process : processes) {
                GpuHolder seen = holder(gpu, process, table, policy);
                holders.merge(seen.pid(), seen, GpuHolders::stronger);
              }
              for (int pid : deviceHolders(gpu, inventory, table)) {
                holders.putIfAbsent(pid, deviceHolder(gpu, pid, table, policy));
              }
              table
                  .unread()
                  .forEach(
                      (pid, why) ->
                          holders.putIfAbsent(pid, unread(gpu, pid, why, table, policy)));
              return List.copyOf(holders.values());
            });
  }

  private static Set<Integer> deviceHolders(Gpu gpu, GpuInventory inventory, ProcessTable table) {
    Map<Integer, List<String>> devices =
        table.deviceHolders().stream()
            .collect(
                Collectors.groupingBy(
                    DeviceHolder::pid,
                    LinkedHashMap::new,
                    Collectors.mapping(DeviceHolder::device, Collectors.toList())));
    devices.values().removeIf(open -> !DeviceFiles.touch(open, gpu, inventory));
    return devices.keySet();
  }

  private static GpuHolder holder(
      Gpu gpu, GpuProcess process, ProcessTable table, Policy policy) {
    Kind kind =
        switch (process.kind()) {
          case COMPUTE -> Kind.COMPUTE;
          case GRAPHICS -> Kind.GRAPHICS;
          case MPS -> Kind.MPS;
        };
    return holder(gpu, Math.max(process.pid(), 0), kind, process.usedBytes(), table, policy);
  }

  private static GpuHolder unread(
      Gpu gpu, int pid, String why, ProcessTable table, Policy policy) {
    return holder(gpu, pid, Kind.UNREAD, Reading.unavailable(why), table, policy);
  }

  private static GpuHolder deviceHolder(Gpu gpu, int pid, ProcessTable table, Policy policy) {
    Reading<Long> bytes = Reading.unavailable("NVML does not list process " + pid);
    return holder(gpu, pid, Kind.DEVICE, bytes, table, policy);
  }

  private static GpuHolder holder(
      Gpu gpu, int pid, Kind kind, Reading<Long> bytes, ProcessTable table, Policy policy) {
    Optional<ProcessInfo> process = table.find(pid);
    return new GpuHolder(
        gpu.identity().uuid(),
        pid,
        kind,
        process.map(ProcessInfo::command).orElse("unknown"),
        process.flatMap(ProcessInfo::unit),
        process.flatMap(ProcessInfo::session),
        process.flatMap(ProcessInfo::userUnit),
        bytes,
        process.filter(known -> isTolerated(known, kind, policy)).isPresent());
  }

  /**
   * A rule that names both command and unit wants both. A rule that names only a command holds for
   * root's processes alone, since anybody may choose the name of his own; a unit is one of the
   * system's manager, which only root installs.
   */
  private static boolean isTolerated(ProcessInfo process, Kind kind, Policy policy) {
    return process.unit().filter(OWN_UNIT::equals).isPresent()
        || policy.release().toleratedHolders().stream()
            .filter(rule -> !rule.deviceOnly() || kind == Kind.DEVICE || kind == Kind.UNREAD)
            .anyMatch(rule -> fits(rule, process));
  }

  private static boolean fits(HolderRule rule, ProcessInfo process) {
    boolean command = rule.command().map(process.command()::equals).orElse(true);
    boolean unit =
        rule.unit()
            .map(pattern -> process.unit().filter(pattern::matches).isPresent())
            .orElse(process.uid() == 0);
    return command && unit;
  }

  /** One process that is in two of NVML's lists; or two that are of no process of this host. Both are
   * tolerated or neither: no rule tells NVML's lists apart.
   */
  private static GpuHolder stronger(GpuHolder one, GpuHolder other) {
    if (rank(other.kind()) < rank(one.kind())) {
      return stronger(other, one);
    }
    Reading<Long> known = one.bytes().isAvailable() ? one.bytes() : other.bytes();
    Reading<Long> bytes =
        one.pid() == 0 ? one.bytes().flatMap(a -> other.bytes().map(b -> a + b)) : known;
    return new GpuHolder(
        one.gpu(),
        one.pid(),
        one.kind(),
        one.command(),
        one.unit(),
        one.session(),
        one.userUnit(),
        bytes,
        one.tolerated());
  }

  private static int rank(Kind kind) {
    return switch (kind) {
      case GRAPHICS -> 0;
      case COMPUTE -> 1;
      case MPS -> 2;
      case DEVICE -> 3;
      case UNREAD -> 4;
    };
  }

  private static <T> List<T> join(List<T> one, List<T> other) {
    List<T> all = new ArrayList<>(one);
    all.addAll(other);
    return List.copyOf(all);
  }
}
