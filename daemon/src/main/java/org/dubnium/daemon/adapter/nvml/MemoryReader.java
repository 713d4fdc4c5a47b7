package org.dubnium.daemon.adapter.nvml;

import com.sun.jna.Memory;
import org.dubnium.daemon.adapter.nvml.NvmlLibrary.Group;
import org.dubnium.daemon.domain.observation.GpuMemory;
import org.dubnium.daemon.domain.observation.Reading;

/** Reads a GPU's frame buffer. */
final class MemoryReader {

  /** {@code nvmlMemory_v2_t} is 40 bytes long; its first field says so and that it is version 2. */
  private static final int VERSION_2 = 40 | 2 << 24;

  private final NvmlCalls calls;

  MemoryReader(NvmlCalls calls) {
    this.calls = calls;
  }

  /**
   * What is used means what somebody allocated. The first version of the call adds what the driver
   * reserves for itself, several hundred MiB on an idle GPU, so the second is preferred; the
   * drivers without it reserve next to nothing.
   */
  Reading<GpuMemory> read(long device) {
    return calls.library().has(Group.MEMORY_V2)
        ? calls.read(
            Group.MEMORY_V2,
            "memory",
            "nvmlDeviceGetMemoryInfo_v2",
            out -> {
              calls.buffer().setInt(0, VERSION_2);
              return NvmlSymbols.MemoryV2.nvmlDeviceGetMemoryInfo_v2(device, out);
            },
            MemoryReader::second)
        : calls.read(
            Group.CORE,
            "memory",
            "nvmlDeviceGetMemoryInfo",
            out -> NvmlSymbols.Core.nvmlDeviceGetMemoryInfo(device, out),
            MemoryReader::first);
  }

  /** {@code nvmlMemory_t}: total, free, used. */
  private static GpuMemory first(Memory buffer) {
    return new GpuMemory(buffer.getLong(0), buffer.getLong(16), buffer.getLong(8));
  }

  /** {@code nvmlMemory_v2_t}: version, total, reserved, free, used. */
  private static GpuMemory second(Memory buffer) {
    return new GpuMemory(buffer.getLong(8), buffer.getLong(32), buffer.getLong(24));
  }
}
