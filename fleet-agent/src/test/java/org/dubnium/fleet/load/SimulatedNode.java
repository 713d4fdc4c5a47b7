package org.dubnium.fleet.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;

/**
 * A node of eight GPUs or so, as dcgm-exporter tells it. All of the text but the values is made once:
 * what asks shall be measured, not what answers. For one thread at a time.
 */
final class SimulatedNode {

  /** Of a GPU: what the names of dcgm-exporter's fields begin with. */
  private static final String FIELD = "DCGM_FI_DEV_";

  /** SW power cap, of NVML's reasons for clocks below the highest. */
  private static final String CAPPED = "4";

  private static final Map<Metric, String> NAMES =
      Map.ofEntries(
          Map.entry(Metric.GPU_UTILIZATION, "GPU_UTIL"),
          Map.entry(Metric.GPU_MEMORY_UTILIZATION, "MEM_COPY_UTIL"),
          Map.entry(Metric.GPU_MEMORY_USED, "FB_USED"),
          Map.entry(Metric.GPU_MEMORY_FREE, "FB_FREE"),
          Map.entry(Metric.GPU_MEMORY_TOTAL, "FB_TOTAL"),
          Map.entry(Metric.GPU_TEMPERATURE, "GPU_TEMP"),
          Map.entry(Metric.GPU_MEMORY_TEMPERATURE, "MEMORY_TEMP"),
          Map.entry(Metric.GPU_POWER, "POWER_USAGE"),
          Map.entry(Metric.GPU_POWER_LIMIT, "POWER_MGMT_LIMIT"),
          Map.entry(Metric.GPU_ENERGY, "TOTAL_ENERGY_CONSUMPTION"),
          Map.entry(Metric.GPU_SM_CLOCK, "SM_CLOCK"),
          Map.entry(Metric.GPU_MEMORY_CLOCK, "MEM_CLOCK"),
          Map.entry(Metric.GPU_ENCODER_UTILIZATION, "ENC_UTIL"),
          Map.entry(Metric.GPU_DECODER_UTILIZATION, "DEC_UTIL"),
          Map.entry(Metric.GPU_FAN_SPEED, "FAN_SPEED"),
          Map.entry(Metric.GPU_ECC_CORRECTED, "ECC_SBE_VOL_TOTAL"),
          Map.entry(Metric.GPU_ECC_UNCORRECTED, "ECC_DBE_VOL_TOTAL"),
          Map.entry(Metric.GPU_THROTTLE, "CLOCK_THROTTLE_REASONS"),
          Map.entry(Metric.GPU_XID, "XID_ERRORS"),
          Map.entry(Metric.GPU_PCIE_REPLAYS, "PCIE_REPLAY_COUNTER"));

  /** Series of a GPU. */
  static final int SERIES = NAMES.size();

  private final NodeId id;
  private final List<SimulatedGpu> gpus = new ArrayList<>();

  /** What stands before the value of each GPU, by metric. */
  private final Map<Metric, List<byte[]>> before = new EnumMap<>(Metric.class);

  private final Map<Metric, byte[]> heads = new EnumMap<>(Metric.class);

  SimulatedNode(int number, int count) {
    id = new NodeId("node-%04d".formatted(number));
    for (int gpu = 0; gpu < count; gpu++) {
      gpus.add(new SimulatedGpu(gpu, (long) number * count + gpu));
    }
    NAMES.forEach(
        (metric, field) -> {
          String name = FIELD + field;
          heads.put(metric, bytes("# HELP %s %s\n# TYPE %s gauge\n".formatted(name, field, name)));
          List<byte[]> all = new ArrayList<>();
          for (int gpu = 0; gpu < count; gpu++) {
            all.add(bytes(name + labels(gpu) + " "));
          }
          before.put(metric, List.copyOf(all));
        });
  }

  private String labels(int gpu) {
    return "{gpu=\"%d\",UUID=\"GPU-%s-%d\",pci_bus_id=\"00000000:%02X:00.0\",device=\"nvidia%d\",%s}"
        .formatted(
            gpu,
            id,
            gpu,
            0x1B + 0x11 * gpu,
            gpu,
            "modelName=\"NVIDIA H200\",Hostname=\"" + id + "\"");
  }

  NodeId id() {
    return id;
  }

  /** What it is ten seconds later. */
  NodeReading next(Instant at) {
    return new NodeReading(
        id, id.value(), at, gpus.stream().map(SimulatedGpu::next).toList(), Map.of());
  }

  /** Appends a reading in the text format, with a time where one is given. */
  void write(NodeReading reading, boolean timed, ByteArrayOutputStream out) {
    byte[] end =
        bytes(timed ? " %d.%03d\n".formatted(reading.at().getEpochSecond(), millis(reading)) : "\n");
    for (Map.Entry<Metric, List<byte[]>> entry : before.entrySet()) {
      Metric metric = entry.getKey();
      if (!timed) {
        out.writeBytes(heads.getOrDefault(metric, new byte[0]));
      }
      for (GpuReading gpu : reading.gpus()) {
        out.writeBytes(entry.getValue().get(gpu.index()));
        out.writeBytes(bytes(text(metric, gpu.values().getOrDefault(metric, 0.0))));
        out.writeBytes(end);
      }
    }
  }

  private static long millis(NodeReading reading) {
    return reading.at().toEpochMilli() % 1000;
  }

  private static String text(Metric metric, double value) {
    if (metric == Metric.GPU_THROTTLE) {
      return value > 0 ? CAPPED : "0";
    }
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
