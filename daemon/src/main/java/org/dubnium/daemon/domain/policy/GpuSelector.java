package org.dubnium.daemon.domain.policy;

import java.util.Locale;
import java.util.regex.Pattern;
import org.dubnium.daemon.domain.observation.GpuIdentity;

/** How the configuration names a GPU: by UUID, by PCI bus id, or by NVML's index. */
public final class GpuSelector {

  private static final Pattern INDEX = Pattern.compile("\\d{1,3}");
  private static final Pattern UUID =
      Pattern.compile("gpu-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern PCI =
      Pattern.compile("(?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]");

  private GpuSelector() {}

  /** Whether the text can name a GPU at all. */
  public static boolean isValid(String selector) {
    String text = selector.toLowerCase(Locale.ROOT);
    return INDEX.matcher(text).matches()
        || UUID.matcher(text).matches()
        || PCI.matcher(text).matches();
  }

  /**
   * One spelling for all that name the same GPU in the same way: {@code 01:00.0} and {@code
   * 00000000:01:00.0} are one.
   */
  public static String canonical(String selector) {
    String text = selector.toLowerCase(Locale.ROOT);
    if (!PCI.matcher(text).matches()) {
      return INDEX.matcher(text).matches() ? Integer.toString(Integer.parseInt(text)) : text;
    }
    int device = text.lastIndexOf(':', text.lastIndexOf(':') - 1) + 1;
    int domain = device == 0 ? 0 : Integer.parseUnsignedInt(text.substring(0, device - 1), 16);
    return "%08x:%s".formatted(domain, text.substring(device));
  }

  /** Whether it names this GPU. */
  public static boolean matches(String selector, GpuIdentity gpu) {
    String wanted = canonical(selector);
    return wanted.equals(canonical(gpu.uuid()))
        || wanted.equals(canonical(gpu.pciBusId()))
        || wanted.equals(Integer.toString(gpu.index()));
  }
}
