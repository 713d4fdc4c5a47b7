package org.dubnium.daemon.adapter.nvml;

import com.sun.jna.Memory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dubnium.daemon.adapter.nvml.NvmlLibrary.Group;
import org.dubnium.daemon.domain.observation.GpuMemory;
import org.dubnium.daemon.domain.observation.Reading;

/** Reads a GPU's memory. */
final class MemoryReader {

  /** {@code nvmlMemory_v2_t} is 40 bytes long; its first field says so and that it is version 2. */
  private static final int VERSION_2 = 40 | 2 << 24;

  private final NvmlCalls calls;
  private final Fallback fallback;

  /** What the driver reserved of a GPU when last it told. */
  private final Map<Long, Long> reserved = new HashMap<>();

  MemoryReader(NvmlCalls calls, Fallback fallback) {
    this.calls = calls;
    this.fallback = fallback;
  }

  /**
   * What is used means what somebody allocated. The first version of the call adds what the driver
   * reserves for itself, several hundred MiB on an idle GPU, so the second is preferred; where only
   * the first answers, what the second told before is taken off. Where neither knows amounts for
   * this GPU, or they are of nothing, its memory is the machine's.
   */
  Reading<GpuMemory> read(long device) {
    Fallback.Answer<GpuMemory> answer =
        fallback.ask(
            "memory",
            device,
            List.of(
                fallback.name(
                    Group.MEMORY_V2,
                    "nvmlDeviceGetMemoryInfo_v2",
                    out -> {
                      calls.buffer().setInt(0, VERSION_2);
                      return NvmlSymbols.MemoryV2.nvmlDeviceGetMemoryInfo_v2(device, out);
                    },
                    buffer -> second(device, buffer)),
                fallback.name(
                    Group.CORE,
                    "nvmlDeviceGetMemoryInfo",
                    out -> NvmlSymbols.Core.nvmlDeviceGetMemoryInfo(device, out),
                    buffer -> first(device, buffer))));
    return answer.isNotSupported() ? Reading.of(new GpuMemory.Unified()) : answer.reading();
  }

  /** {@code nvmlMemory_t}: total, free, used. */
  private GpuMemory first(long device, Memory buffer) {
    Long known = reserved.get(device);
    long used = buffer.getLong(16);
    return memory(
        buffer.getLong(0),
        known == null ? used : Math.max(0, used - known),
        buffer.getLong(8),
        known != null);
  }

  /** {@code nvmlMemory_v2_t}: version, total, reserved, free, used. */
  private GpuMemory second(long device, Memory buffer) {
    reserved.put(device, buffer.getLong(16));
    return memory(buffer.getLong(8), buffer.getLong(32), buffer.getLong(24), true);
  }

  private static GpuMemory memory(long total, long used, long free, boolean reserveApart) {
    return total == 0
        ? new GpuMemory.Unified()
        : new GpuMemory.Dedicated(total, used, free, reserveApart);
  }
}
