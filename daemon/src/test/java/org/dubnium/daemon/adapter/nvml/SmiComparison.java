package org.dubnium.daemon.adapter.nvml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.GpuMemory;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.observation.GpuProcess.Kind;
import org.dubnium.daemon.domain.observation.Reading;
import org.w3c.dom.Element;

/**
 * Compares every field of the probe's readings with what nvidia-smi told between two of them. A
 * field that changes by itself agrees if it lies between the two.
 */
final class SmiComparison {

  private static final long MIB = 1L << 20;

  /**
   * One field.
   *
   * @param name GPU and field
   * @param told by nvidia-smi; empty for N/A
   * @param read by the probe before and after; empty where unavailable
   */
  record Field(String name, String told, String read, boolean agrees) {
    @Override
    public String toString() {
      return "%s %s: nvidia-smi %s, probe %s"
          .formatted(agrees ? "agrees " : "DIFFERS", name, told, read);
    }
  }

  private final List<Field> fields = new ArrayList<>();

  private SmiComparison() {}

  static List<Field> compare(GpuInventory before, NvidiaSmi smi, GpuInventory after) {
    SmiComparison comparison = new SmiComparison();
    comparison.equal("driver version", smi.driverVersion(), before.driverVersion());
    comparison.equal("number of GPUs", smi.gpus().size(), before.gpus().size());
    for (NvidiaSmi.Gpu told : smi.gpus()) {
      String uuid = told.text("uuid").orElse("");
      Optional<Gpu> first = find(before, uuid);
      Optional<Gpu> second = find(after, uuid);
      comparison.equal(uuid + " present", true, first.isPresent() && second.isPresent());
      if (first.isPresent() && second.isPresent()) {
        comparison.identity(uuid + " ", told, first.get());
        comparison.numbers(uuid + " ", told, first.get(), second.get());
        comparison.states(uuid + " ", told, first.get(), second.get());
      }
    }
    return List.copyOf(comparison.fields);
  }

  private static Optional<Gpu> find(GpuInventory inventory, String uuid) {
    return inventory.gpus().stream().filter(gpu -> gpu.identity().uuid().equals(uuid)).findFirst();
  }

  private void equal(String name, Object told, Object read) {
    fields.add(new Field(name, told.toString(), read.toString(), told.equals(read)));
  }

  private void identity(String gpu, NvidiaSmi.Gpu told, Gpu read) {
    equal(gpu + "name", told.text("product_name").orElse(""), read.identity().name());
    equal(gpu + "PCI bus id", told.text("pci/pci_bus_id").orElse(""), read.identity().pciBusId());
    equal(
        gpu + "minor number",
        told.text("minor_number"),
        optional(read.identity().minor()).map(Object::toString));
  }

  private void numbers(String gpu, NvidiaSmi.Gpu told, Gpu before, Gpu after) {
    Numbers numbers = new Numbers(gpu, told, before, after);
    // nvidia-smi rounds to whole MiB.
    numbers.compare("total memory", mib(GpuMemory.Dedicated::totalBytes), 1, "fb_memory_usage/total");
    numbers.compare("used memory", mib(GpuMemory.Dedicated::usedBytes), 1, "fb_memory_usage/used");
    numbers.compare("free memory", mib(GpuMemory.Dedicated::freeBytes), 1, "fb_memory_usage/free");
    numbers.compare(
        "GPU utilization", of(g -> g.telemetry().gpuUtilization()), 0, "utilization/gpu_util");
    numbers.compare(
        "memory utilization",
        of(g -> g.telemetry().memoryUtilization()),
        0,
        "utilization/memory_util");
    numbers.compare(
        "temperature", of(g -> g.telemetry().temperatureC()), 0, "temperature/gpu_temp");
    numbers.compare(
        "power",
        of(g -> g.telemetry().powerMilliwatts().map(milliwatts -> milliwatts / 1000.0)),
        0.01,
        "gpu_power_readings/average_power_draw",
        "gpu_power_readings/power_draw",
        "power_readings/power_draw");
    numbers.compare("SM clock", of(g -> g.telemetry().smClockMhz()), 0, "clocks/sm_clock");
    numbers.compare("memory clock", of(g -> g.telemetry().memoryClockMhz()), 0, "clocks/mem_clock");
    numbers.compare(
        "corrected ECC errors",
        eccErrors(told, "single_bit", "_correctable"),
        of(g -> g.telemetry().eccCorrected()));
    numbers.compare(
        "uncorrected ECC errors",
        eccErrors(told, "double_bit", "_uncorrectable"),
        of(g -> g.telemetry().eccUncorrected()));
  }

  private void states(String gpu, NvidiaSmi.Gpu told, Gpu before, Gpu after) {
    either(
        gpu + "persistence mode",
        told.text("persistence_mode").map("Enabled"::equals),
        optional(before.telemetry().persistenceMode()),
        optional(after.telemetry().persistenceMode()));
    either(
        gpu + "compute mode",
        told.text("compute_mode").map(mode -> mode.toLowerCase(Locale.ROOT).replace('_', '-')),
        optional(before.telemetry().computeMode()),
        optional(after.telemetry().computeMode()));
    either(
        gpu + "throttle reasons",
        Optional.of(throttleReasons(told)),
        optional(before.telemetry().throttleReasons()),
        optional(after.telemetry().throttleReasons()));
    either(
        gpu + "processes",
        Optional.of(processes(told)),
        optional(before.processes()).map(SmiComparison::processes),
        optional(after.processes()).map(SmiComparison::processes));
  }

  private <T> void either(String name, Optional<T> told, Optional<T> before, Optional<T> after) {
    boolean agrees = told.equals(before) || told.equals(after);
    fields.add(new Field(name, show(told), show(before) + " and " + show(after), agrees));
  }

  /** Compares numbers of one GPU. */
  private final class Numbers {
    private final String gpu;
    private final NvidiaSmi.Gpu told;
    private final Gpu before;
    private final Gpu after;

    Numbers(String gpu, NvidiaSmi.Gpu told, Gpu before, Gpu after) {
      this.gpu = gpu;
      this.told = told;
      this.before = before;
      this.after = after;
    }

    void compare(
        String name, Function<Gpu, Optional<Double>> field, double rounding, String... paths) {
      add(name, told.number(paths), field, rounding);
    }

    void compare(String name, Optional<Double> number, Function<Gpu, Optional<Double>> field) {
      add(name, number, field, 0);
    }

    private void add(
        String name,
        Optional<Double> number,
        Function<Gpu, Optional<Double>> field,
        double rounding) {
      Optional<Double> first = field.apply(before);
      Optional<Double> second = field.apply(after);
      boolean allTell = number.isPresent() && first.isPresent() && second.isPresent();
      boolean agrees =
          allTell
              ? between(number.get(), first.get(), second.get(), rounding)
              : number.isEmpty() && first.isEmpty() && second.isEmpty();
      String read = show(first) + " and " + show(second);
      fields.add(new Field(gpu + name, show(number), read, agrees));
    }
  }

  private static boolean between(double told, double first, double second, double rounding) {
    return told >= Math.min(first, second) - rounding && told <= Math.max(first, second) + rounding;
  }

  private static <N extends Number> Function<Gpu, Optional<Double>> of(
      Function<Gpu, Reading<N>> field) {
    return gpu -> optional(field.apply(gpu)).map(Number::doubleValue);
  }

  private static Function<Gpu, Optional<Double>> mib(Function<GpuMemory.Dedicated, Long> bytes) {
    return gpu ->
        optional(gpu.memory())
            .flatMap(GpuMemory::dedicated)
            .map(memory -> (double) bytes.apply(memory) / MIB);
  }

  /** Newer drivers tell places apart and give no sum; older ones count double-bit errors. */
  private static Optional<Double> eccErrors(
      NvidiaSmi.Gpu told, String oldName, String kind) {
    Optional<Double> total = told.number("ecc_errors/volatile/" + oldName + "/total");
    if (total.isPresent()) {
      return total;
    }
    List<Double> counts =
        told.children("ecc_errors/volatile").stream()
            .filter(place -> place.getTagName().contains(kind))
            .flatMap(place -> told.number("ecc_errors/volatile/" + place.getTagName()).stream())
            .toList();
    return counts.isEmpty()
        ? Optional.empty()
        : Optional.of(counts.stream().mapToDouble(Double::doubleValue).sum());
  }

  private static Set<String> throttleReasons(NvidiaSmi.Gpu told) {
    List<Element> reasons = new ArrayList<>(told.children("clocks_event_reasons"));
    reasons.addAll(told.children("clocks_throttle_reasons"));
    return reasons.stream()
        .filter(reason -> reason.getTextContent().strip().equals("Active"))
        .map(reason -> reason.getTagName().replaceFirst("clocks_(event|throttle)_reason_", ""))
        .map(name -> name.replace("display_clocks", "display_clock").replace('_', '-'))
        .collect(Collectors.toSet());
  }

  /** As {@code 4711 COMPUTE 1000 MiB}; a process of type {@code C+G} is two. */
  private static Set<String> processes(NvidiaSmi.Gpu told) {
    Set<String> all = new HashSet<>();
    for (Element element : told.children("processes")) {
      NvidiaSmi.Gpu process = new NvidiaSmi.Gpu(element);
      String pid = process.text("pid").orElse("");
      String used = process.text("used_memory").orElse("N/A");
      for (Kind kind : kinds(process.text("type").orElse(""))) {
        all.add(pid + " " + kind + " " + used);
      }
    }
    return all;
  }

  private static Set<Kind> kinds(String type) {
    return switch (type) {
      case "C" -> Set.of(Kind.COMPUTE);
      case "G" -> Set.of(Kind.GRAPHICS);
      case "C+G" -> Set.of(Kind.COMPUTE, Kind.GRAPHICS);
      case "M", "M+C" -> Set.of(Kind.MPS);
      default -> throw new IllegalArgumentException("nvidia-smi tells a new type: " + type);
    };
  }

  private static Set<String> processes(List<GpuProcess> read) {
    return read.stream()
        .map(
            process ->
                process.pid()
                    + " "
                    + process.kind()
                    + " "
                    + optional(process.usedBytes()).map(used -> used / MIB + " MiB").orElse("N/A"))
        .collect(Collectors.toSet());
  }

  private static <T> Optional<T> optional(Reading<T> reading) {
    return switch (reading) {
      case Reading.Value<T>(T value) -> Optional.of(value);
      case Reading.Unavailable<T> unavailable -> Optional.empty();
    };
  }

  private static String show(Optional<?> value) {
    return value.map(Object::toString).orElse("N/A");
  }
}
