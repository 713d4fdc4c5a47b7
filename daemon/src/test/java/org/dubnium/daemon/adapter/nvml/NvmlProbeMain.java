package org.dubnium.daemon.adapter.nvml;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.dubnium.daemon.adapter.nvml.NvmlLibrary.Loading;
import org.dubnium.daemon.adapter.nvml.SmiComparison.Field;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Reading;

/**
 * The probe against a real driver, for {@code testbed/nvml-probe}: compares every field with {@code
 * nvidia-smi -q -x}, or with {@code --time} tells what a call and a reading cost.
 */
final class NvmlProbeMain {

  private static final String LIBRARY = "libnvidia-ml.so.1";

  /** What changes by itself may leave the bounds of one round; no field does so in every round. */
  private static final int ROUNDS = 5;

  private NvmlProbeMain() {}

  public static void main(String[] arguments) throws IOException {
    List<String> given = Arrays.asList(arguments);
    boolean time = given.contains("--time");
    String library =
        given.stream().filter(text -> !text.startsWith("--")).findFirst().orElse(LIBRARY);
    System.exit(time ? time(library) : compare(library));
  }

  private static int compare(String library) throws IOException {
    try (NvmlGpuProbe probe = probe(library)) {
      List<Field> fields = List.of();
      for (int round = 0; round < ROUNDS; round++) {
        GpuInventory before = value(probe.read());
        NvidiaSmi smi = NvidiaSmi.ask();
        GpuInventory after = value(probe.read());
        fields = agreeingWhere(fields, SmiComparison.compare(before, smi, after));
      }
      fields.forEach(System.out::println);
      long differing = fields.stream().filter(field -> !field.agrees()).count();
      System.out.printf("%d fields, %d differ%n", fields.size(), differing);
      return differing == 0 ? 0 : 1;
    }
  }

  /** Of two rounds the one, field by field, in which it agreed. */
  private static List<Field> agreeingWhere(List<Field> earlier, List<Field> later) {
    return later.stream()
        .map(
            field ->
                earlier.stream()
                    .filter(same -> same.agrees() && same.name().equals(field.name()))
                    .findFirst()
                    .orElse(field))
        .toList();
  }

  private static NvmlGpuProbe probe(String library) {
    return new NvmlGpuProbe(
        library, Path.of("/proc"), Path.of("/sys"), () -> Duration.ofSeconds(30), InstantSource.system());
  }

  private static <T> T value(Reading<T> reading) {
    return switch (reading) {
      case Reading.Value<T>(T value) -> value;
      case Reading.Unavailable<T>(String why) -> throw stop(why);
    };
  }

  private static IllegalStateException stop(String why) {
    System.err.println("nvml-probe: " + why);
    System.exit(1);
    return new IllegalStateException(why);
  }

  private static int time(String library) {
    timeCalls(library);
    try (NvmlGpuProbe probe = probe(library)) {
      int readings = 200;
      for (int i = 0; i < readings; i++) {
        value(probe.read());
      }
      long start = System.nanoTime();
      for (int i = 0; i < readings; i++) {
        value(probe.read());
      }
      System.out.printf("%.0f µs a reading%n", (System.nanoTime() - start) / 1e3 / readings);
    }
    return 0;
  }

  /** Before nvmlInit a call returns at once, so what remains is the cost of calling. */
  private static void timeCalls(String library) {
    switch (NvmlLibrary.open(library)) {
      case Loading.Loaded(NvmlLibrary loaded) -> {
        try (Memory count = new Memory(Long.BYTES)) {
          callsPerRound(count);
          System.out.printf("%.1f ns a call%n", callsPerRound(count));
        }
        loaded.close();
      }
      case Loading.Missing(String why) -> throw stop("cannot load NVML: " + why);
      case Loading.Foreign(String symbol) -> throw stop("cannot use it as NVML: no " + symbol);
    }
  }

  private static double callsPerRound(Memory count) {
    int calls = 5_000_000;
    long address = Pointer.nativeValue(count);
    long codes = 0;
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      codes += NvmlSymbols.Core.nvmlDeviceGetCount_v2(address);
    }
    long nanoseconds = System.nanoTime() - start;
    if (codes != calls * (long) NvmlReturn.UNINITIALIZED.code()) {
      throw new IllegalStateException("the calls were not answered as expected");
    }
    return (double) nanoseconds / calls;
  }
}
