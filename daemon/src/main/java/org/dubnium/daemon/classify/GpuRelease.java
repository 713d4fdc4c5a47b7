package org.dubnium.daemon.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.GpuMemory;
import org.dubnium.daemon.domain.observation.ProcessTable;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.GpuRole;
import org.dubnium.daemon.domain.policy.Policy;

/**
 * Whether GPUs are free to change hands, at one moment: no holder but tolerated ones, and no more
 * memory used than may remain. What may remain is the display residual on a GPU that a display may
 * hang on (its console stays when the desktop goes), else the compute residual; and what the driver
 * reserves, where it counts that as used and nobody knows how much it is.
 *
 * <p>A GPU whose memory is the machine's is judged by its holders alone: no part of that memory is
 * the GPU's when nobody holds it. Whether enough is available for what comes next is for the guards.
 */
public final class GpuRelease {

  private static final long MIB = 1024 * 1024;

  /** What a driver may reserve on a GPU for itself; on boards of 2026 some 100 to 800 MiB. */
  static final long UNTOLD_RESERVE_MIB = 1024;

  private GpuRelease() {}

  /** What one look at the GPUs says. */
  public sealed interface Sample {

    /** Nothing holds any of them. */
    record Released() implements Sample {}

    /**
     * Something holds one of them.
     *
     * @param holders those that are not tolerated
     * @param reasons one line for each thing that stands against the release, unavailable readings
     *     of other GPUs included
     */
    record Held(List<GpuHolder> holders, List<String> reasons) implements Sample {
      public Held {
        holders = List.copyOf(holders);
        reasons = List.copyOf(reasons);
      }
    }

    /** Nobody can tell, which never counts as released. */
    record Unknown(String why) implements Sample {}
  }

  /**
   * Looks at these GPUs.
   *
   * @param gpuUuids none is released at once
   */
  public static Sample sample(
      Set<String> gpuUuids,
      Reading<GpuInventory> gpus,
      Reading<ProcessTable> processes,
      Policy policy) {
    if (gpuUuids.isEmpty()) {
      return new Sample.Released();
    }
    return switch (gpus) {
      case Reading.Unavailable<GpuInventory>(String why) -> new Sample.Unknown(why);
      case Reading.Value<GpuInventory>(GpuInventory inventory) ->
          switch (processes) {
            case Reading.Unavailable<ProcessTable>(String why) -> new Sample.Unknown(why);
            case Reading.Value<ProcessTable>(ProcessTable table) ->
                sample(gpuUuids, inventory, table, policy);
          };
    };
  }

  private static Sample sample(
      Set<String> gpuUuids, GpuInventory inventory, ProcessTable table, Policy policy) {
    Look look = new Look(inventory, table, policy);
    new TreeSet<>(gpuUuids).forEach(look::at);
    return look.verdict();
  }

  /** Gathers what stands against the release, GPU by GPU. */
  private static final class Look {

    private final GpuInventory inventory;
    private final ProcessTable table;
    private final Policy policy;
    private final Topology topology;

    private final List<GpuHolder> holders = new ArrayList<>();
    private final List<String> held = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    Look(GpuInventory inventory, ProcessTable table, Policy policy) {
      this.inventory = inventory;
      this.table = table;
      this.policy = policy;
      this.topology = Topology.of(policy.hardware(), inventory);
    }

    void at(String uuid) {
      inventory.gpus().stream()
          .filter(gpu -> gpu.identity().uuid().equals(uuid))
          .findFirst()
          .ifPresentOrElse(
              gpu -> {
                atHolders(gpu);
                atMemory(gpu);
              },
              () -> unknown.add("the driver does not show " + uuid));
    }

    private void atHolders(Gpu gpu) {
      String name = Words.gpu(gpu.identity());
      switch (GpuHolders.ofGpu(gpu, inventory, table, policy)) {
        case Reading.Unavailable<List<GpuHolder>>(String why) -> unknown.add(name + ": " + why);
        case Reading.Value<List<GpuHolder>>(List<GpuHolder> all) -> {
          for (GpuHolder holder : all) {
            if (!holder.tolerated()) {
              holders.add(holder);
              held.add(name + " " + Words.heldBy(holder));
            }
          }
        }
      }
    }

    private void atMemory(Gpu gpu) {
      String name = Words.gpu(gpu.identity());
      switch (gpu.memory()) {
        case Reading.Unavailable<GpuMemory>(String why) -> unknown.add(name + ": " + why);
        case Reading.Value<GpuMemory>(GpuMemory.Unified _) -> {}
        case Reading.Value<GpuMemory>(GpuMemory.Dedicated memory) -> {
          long residual =
              residualMiB(gpu.identity().uuid()) + (memory.reserveApart() ? 0 : UNTOLD_RESERVE_MIB);
          if (memory.usedBytes() > residual * MIB) {
            long used = Math.ceilDiv(memory.usedBytes(), MIB);
            held.add("%s: memory used %d MiB > %d MiB".formatted(name, used, residual));
          }
        }
      }
    }

    private long residualMiB(String uuid) {
      boolean displays = topology.role(uuid).filter(GpuRole::displays).isPresent();
      return displays
          ? policy.release().displayResidualMiB()
          : policy.release().computeResidualMiB();
    }

    Sample verdict() {
      if (!held.isEmpty()) {
        held.addAll(unknown);
        return new Sample.Held(holders, held);
      }
      return unknown.isEmpty()
          ? new Sample.Released()
          : new Sample.Unknown(String.join("; ", unknown));
    }
  }
}
