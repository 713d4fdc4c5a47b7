package org.dubnium.daemon.adapter.proc;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.daemon.domain.observation.Observation.LoadState;
import org.dubnium.daemon.domain.observation.Observation.MemoryState;
import org.dubnium.daemon.domain.observation.Reading;

/** Understands what the kernel writes about memory and load. */
final class KernelFigures {

  private static final Pattern CPU = Pattern.compile("(?m)^cpu\\d+ ");
  private static final Pattern LOAD_5 = Pattern.compile("^\\S+ (\\d+\\.\\d+) ");
  private static final Pattern UPTIME = Pattern.compile("^(\\d{1,12})\\.(\\d\\d) ");
  private static final Pattern BOOT_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final long KIB = 1024;

  private KernelFigures() {}

  /** Source: proc_meminfo(5). */
  static Reading<MemoryState> memory(String meminfo, Reading<Double> stall) {
    return bytes(meminfo, "MemTotal")
        .flatMap(
            total ->
                bytes(meminfo, "MemAvailable")
                    .map(available -> new MemoryState(total, available, stall)));
  }

  /**
   * Sources: proc_loadavg(5); proc_stat(5), which has one line for each CPU that is online.
   */
  static Reading<LoadState> load(String loadavg, String stat, Reading<Double> stall) {
    int cpus = (int) CPU.matcher(stat).results().count();
    Matcher average = LOAD_5.matcher(loadavg);
    if (cpus == 0) {
      return Reading.unavailable("cannot count the CPUs: the kernel's stat file has no line for any");
    }
    return average.find()
        ? Reading.of(new LoadState(cpus, Double.parseDouble(average.group(1)), stall))
        : Reading.unavailable("cannot understand the load average '" + loadavg.strip() + "'");
  }

  /**
   * The share of time, in percent, in which some task was stalled. Source: the kernel's
   * accounting/psi.rst.
   *
   * @param window {@code avg10 avg60 avg300}
   */
  static Reading<Double> someStall(String pressure, String window) {
    Matcher some =
        Pattern.compile("(?m)^some .*\\b" + window + "=(\\d+\\.\\d+)\\b").matcher(pressure);
    return some.find()
        ? Reading.of(Double.parseDouble(some.group(1)))
        : Reading.unavailable("cannot understand the pressure '" + pressure.strip() + "'");
  }

  /** Time since boot, suspended time included. Source: proc_uptime(5). */
  static Reading<Duration> uptime(String text) {
    Matcher seconds = UPTIME.matcher(text);
    return seconds.find()
        ? Reading.of(Duration.ofMillis(Long.parseLong(seconds.group(1) + seconds.group(2)) * 10))
        : Reading.unavailable("cannot understand the uptime '" + text.strip() + "'");
  }

  /** Source: proc_sys_kernel(5), {@code random/boot_id}. */
  static Reading<String> bootId(String text) {
    String id = text.strip();
    return BOOT_ID.matcher(id).matches()
        ? Reading.of(id)
        : Reading.unavailable("cannot understand the boot id '" + id + "'");
  }

  private static Reading<Long> bytes(String meminfo, String field) {
    Matcher line = Pattern.compile("(?m)^" + field + ":\\s+(\\d{1,15}) kB$").matcher(meminfo);
    return line.find()
        ? Reading.of(Long.parseLong(line.group(1)) * KIB)
        : Reading.unavailable("cannot find " + field + " in the kernel's meminfo");
  }
}
