package org.dubnium.daemon.adapter.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells which open files are device files of NVIDIA GPUs: everything named {@code /dev/nvidia…}, and
 * nodes of {@code /dev/dri} that sysfs does not attribute to another vendor. One that sysfs does not
 * know counts: a holder too many is shown, a holder too few would look like a released GPU.
 *
 * <p>Made anew for each scan, since cards come and go with their drivers.
 */
final class GpuDeviceFiles {

  /** NVIDIA's PCI vendor id, as {@code /sys/dev/char/226:0/device/vendor} writes it. */
  private static final String NVIDIA = "0x10de";

  /** The kernel's mark on a link to a file that was unlinked; it is held all the same. */
  private static final String DELETED = " (deleted)";

  /** The longest real one is {@code nvidia-caps-imex-channels/channel2047}. */
  private static final Pattern NVIDIA_NODE = Pattern.compile("nvidia.{0,58}");

  private static final Pattern DRI_NODE = Pattern.compile("dri/(card|renderD|controlD)\\d{1,7}");

  /** Verdicts that are remembered: anybody may call files of his own as he likes. */
  private static final int MOST_VERDICTS = 256;

  private final Path sys;
  private final Path dev;
  private final String prefix;
  private final Map<String, Boolean> verdicts = new HashMap<>();

  GpuDeviceFiles(Path sys, Path dev) {
    this.sys = sys;
    this.dev = dev;
    this.prefix = dev + "/";
  }

  /** The device file behind a link of {@code /proc/PID/fd}; empty if it is none of a GPU's. */
  Optional<String> deviceOf(String target) {
    if (!target.startsWith(prefix)) {
      return Optional.empty();
    }
    String path =
        target.endsWith(DELETED) ? target.substring(0, target.length() - DELETED.length()) : target;
    return counts(path.substring(prefix.length())) ? Optional.of(path) : Optional.empty();
  }

  private boolean counts(String name) {
    return NVIDIA_NODE.matcher(name).matches()
        || (DRI_NODE.matcher(name).matches() && !isKnownForeign(name));
  }

  private boolean isKnownForeign(String name) {
    Boolean known = verdicts.get(name);
    if (known != null) {
      return known;
    }
    boolean foreign = isForeign(dev.resolve(name));
    if (verdicts.size() < MOST_VERDICTS) {
      verdicts.put(name, foreign);
    }
    return foreign;
  }

  /** Whether sysfs says that the node belongs to a device of another vendor. */
  private boolean isForeign(Path node) {
    try {
      long number = ((Number) Files.getAttribute(node, "unix:rdev")).longValue();
      if (number == 0) {
        return false;
      }
      Path vendor = sys.resolve("dev/char/" + majorMinor(number) + "/device/vendor");
      return !Files.readString(vendor).strip().equals(NVIDIA);
    } catch (IOException e) {
      // Nothing is known of it, and what is not known to be foreign counts.
      return false;
    }
  }

  /** As glibc packs {@code dev_t}: gnu_dev_major(3), gnu_dev_minor(3). */
  static String majorMinor(long number) {
    long major = ((number >> 8) & 0xfff) | ((number >> 32) & ~0xfffL);
    long minor = (number & 0xff) | ((number >> 12) & ~0xffL);
    return major + ":" + (minor & 0xffffffffL);
  }
}
