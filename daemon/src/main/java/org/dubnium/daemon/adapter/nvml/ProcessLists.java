package org.dubnium.daemon.adapter.nvml;

import com.sun.jna.Memory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.observation.GpuProcess.Kind;
import org.dubnium.daemon.domain.observation.Reading;

/** Reads who uses a GPU, from the newest generation of process lists that the driver has. */
final class ProcessLists {

  /** {@code NVML_VALUE_NOT_AVAILABLE} in {@code usedGpuMemory}. */
  private static final long NOT_AVAILABLE = -1;

  /** The count comes first in the buffer, the entries behind it, aligned. */
  private static final int ENTRIES_OFFSET = 8;

  private static final int USED_OFFSET = 8;

  private static final int FIRST_CAPACITY = 64;
  private static final int MOST_CAPACITY = 1 << 16;

  private final NvmlCalls calls;
  private final Fallback fallback;
  private final Map<Kind, List<ProcessGeneration>> generations = new EnumMap<>(Kind.class);
  private int capacity = FIRST_CAPACITY;

  ProcessLists(NvmlCalls calls, Fallback fallback, Optional<DriverVersion> driver) {
    this.calls = calls;
    this.fallback = fallback;
    for (Kind kind : Kind.values()) {
      generations.put(kind, ProcessGeneration.available(kind, calls.library(), driver));
    }
  }

  /** Every process on the GPU; unavailable as a whole if one of the lists is. */
  Reading<List<GpuProcess>> read(long device) {
    List<GpuProcess> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      switch (read(device, kind)) {
        case Reading.Value<List<GpuProcess>>(List<GpuProcess> some) -> all.addAll(some);
        case Reading.Unavailable<List<GpuProcess>> unavailable -> {
          return unavailable;
        }
      }
    }
    return Reading.of(List.copyOf(all));
  }

  private Reading<List<GpuProcess>> read(long device, Kind kind) {
    List<ProcessGeneration> all = generations.getOrDefault(kind, List.of());
    if (all.isEmpty()) {
      return kind == Kind.MPS
          ? Reading.of(List.of())
          : NvmlCalls.refused(nameOf(kind), "the driver", NvmlReturn.FUNCTION_NOT_FOUND);
    }
    Fallback.Answer<List<GpuProcess>> answer =
        fallback.ask(nameOf(kind), device, all.stream().map(one -> name(device, one, kind)).toList());
    return kind == Kind.MPS
            && !answer.reading().isAvailable()
            && answer.refusals().stream().allMatch(ProcessLists::canDoWithoutMps)
        ? Reading.of(List.of())
        : answer.reading();
  }

  private Fallback.Name<List<GpuProcess>> name(
      long device, ProcessGeneration generation, Kind kind) {
    return new Fallback.Name<>(
        generation.group(),
        generation.entryPoint(),
        () -> call(device, generation),
        buffer -> decode(generation, kind));
  }

  /**
   * Where driver or GPU know no MPS list, nobody is hidden by leaving it out: the MPS server, which
   * holds the memory then, is itself in the list of compute processes.
   */
  private static boolean canDoWithoutMps(NvmlReturn code) {
    return code.equals(NvmlReturn.FUNCTION_NOT_FOUND) || code.equals(NvmlReturn.NOT_SUPPORTED);
  }

  /** Calls, with a larger buffer for as long as NVML finds it too small. */
  private NvmlReturn call(long device, ProcessGeneration generation) {
    while (true) {
      calls.reserve(ENTRIES_OFFSET + (long) capacity * ProcessGeneration.LONGEST_STRIDE);
      calls.buffer().setInt(0, capacity);
      NvmlReturn code =
          calls.call(
              generation.entryPoint(),
              address -> generation.call().list(device, address, address + ENTRIES_OFFSET));
      if (!code.equals(NvmlReturn.INSUFFICIENT_SIZE) || capacity == MOST_CAPACITY) {
        return code;
      }
      // More than was asked for: others may come before the next call.
      int needed = Math.clamp(calls.buffer().getInt(0), capacity, MOST_CAPACITY / 2);
      capacity = 2 * needed;
    }
  }

  private Reading<List<GpuProcess>> decode(ProcessGeneration generation, Kind kind) {
    Memory buffer = calls.buffer();
    int count = buffer.getInt(0);
    if (count < 0 || count > capacity) {
      return Reading.unavailable(
          "cannot read %s: %s told of %d in room for %d"
              .formatted(nameOf(kind), generation.entryPoint(), count, capacity));
    }
    List<GpuProcess> processes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long entry = ENTRIES_OFFSET + (long) i * generation.stride();
      int pid = buffer.getInt(entry);
      processes.add(new GpuProcess(pid, kind, usedBytes(pid, buffer.getLong(entry + USED_OFFSET))));
    }
    return Reading.of(processes);
  }

  private static Reading<Long> usedBytes(int pid, long used) {
    return used == NOT_AVAILABLE
        ? Reading.unavailable(
            "the driver does not tell how much GPU memory process " + pid + " uses")
        : Reading.of(used);
  }

  private static String nameOf(Kind kind) {
    return switch (kind) {
      case COMPUTE -> "compute processes";
      case GRAPHICS -> "graphics processes";
      case MPS -> "MPS processes";
    };
  }
}
