package org.dubnium.daemon.adapter.nvml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuInventory;

/**
 * Whether GPUs may fall asleep while nobody uses them (runtime D3), and whether they do. Source:
 * {@code power/control} and {@code power/runtime_status} of a PCI device, sysfs-devices-power; to
 * read them wakes nothing. A desktop board has {@code on} and never sleeps; laptops have {@code auto}
 * by the udev rules of NVIDIA's packages.
 */
final class RuntimePower {

  private static final Set<String> SLEEPING = Set.of("suspended", "suspending");

  /** Vendor of PCI devices. */
  private static final String NVIDIA = "0x10de";

  private final Path devices;

  /**
   * @param sys where sysfs is mounted
   */
  RuntimePower(Path sys) {
    this.devices = sys.resolve("bus/pci/devices");
  }

  /**
   * Whether the kernel puts every one of them to sleep when nobody uses it. NVML wakes all or none,
   * so one that must stay awake has the others read as well.
   */
  boolean mayAllSleep(GpuInventory gpus) {
    return !gpus.gpus().isEmpty()
        && gpus.gpus().stream()
            .allMatch(gpu -> isNvidia(gpu) && power(gpu, "control").equals("auto"));
  }

  boolean doAllSleep(GpuInventory gpus) {
    return gpus.gpus().stream().allMatch(gpu -> SLEEPING.contains(power(gpu, "runtime_status")));
  }

  /** Something else may sit there: in a container, or behind a bus that was numbered anew. */
  private boolean isNvidia(Gpu gpu) {
    return read(gpu, "vendor").equals(NVIDIA);
  }

  private String power(Gpu gpu, String file) {
    return read(gpu, "power/" + file);
  }

  /** Empty if the kernel does not tell. */
  private String read(Gpu gpu, String file) {
    try {
      return Files.readString(device(gpu).resolve(file)).strip();
    } catch (IOException untold) {
      return "";
    }
  }

  /** NVML writes the domain with eight digits, the kernel with four. */
  private Path device(Gpu gpu) {
    String[] parts = gpu.identity().pciBusId().toLowerCase(Locale.ROOT).split(":", 2);
    String domain = parts[0].replaceFirst("^0{1,4}(?=[0-9a-f]{4})", "");
    return devices.resolve(String.join(":", List.of(domain, parts[parts.length - 1])));
  }
}
