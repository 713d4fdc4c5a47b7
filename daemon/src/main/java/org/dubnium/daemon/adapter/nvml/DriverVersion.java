package org.dubnium.daemon.adapter.nvml;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first two numbers of a driver version such as {@code 535.54.03}. */
record DriverVersion(int major, int minor) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(\\..*)?");

  static Optional<DriverVersion> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new DriverVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /**
   * Bytes of an entry in the {@code _v3} process lists. Drivers 535.43 to 535.86 wrote 32 under the
   * name that stands for 24 before and after; 535.98 has no {@code _v3} at all.
   */
  int processStrideV3() {
    return major == 535 && minor >= 43 && minor <= 86 ? 32 : 24;
  }
}
