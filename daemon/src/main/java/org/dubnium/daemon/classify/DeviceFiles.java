package org.dubnium.daemon.classify;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Reading;

/** Which GPU a device file belongs to. */
final class DeviceFiles {

  private static final Pattern OF_ONE_GPU = Pattern.compile(".*/nvidia(\\d{1,4})");

  private DeviceFiles() {}

  /** Whether a process that has these files open counts as a holder of the GPU. */
  static boolean touch(List<String> files, Gpu gpu, GpuInventory inventory) {
    List<Integer> minors =
        files.stream().map(DeviceFiles::minor).flatMapToInt(OptionalInt::stream).boxed().toList();
    return minors.isEmpty() || minors.stream().anyMatch(minor -> isOf(minor, gpu, inventory));
  }

  private static OptionalInt minor(String file) {
    Matcher match = OF_ONE_GPU.matcher(file);
    return match.matches()
        ? OptionalInt.of(Integer.parseInt(match.group(1)))
        : OptionalInt.empty();
  }

  private static boolean isOf(int minor, Gpu gpu, GpuInventory inventory) {
    return switch (gpu.identity().minor()) {
      case Reading.Value<Integer>(Integer own) -> own == minor;
      case Reading.Unavailable<Integer> unknown ->
          inventory.gpus().stream()
              .noneMatch(other -> other.identity().minor().equals(Reading.of(minor)));
    };
  }
}
