package org.dubnium.fleet.telemetry.scrape.exporter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.telemetry.scrape.exposition.Labels;
import org.dubnium.fleet.telemetry.scrape.exposition.Sample;

/**
 * nvidia_gpu_exporter, which tells what nvidia-smi does, in base units: ratios, bytes, hertz,
 * joules (METRICS.md of that project). Its UUIDs lack the {@code GPU-} that NVML and dcgm-exporter
 * have.
 */
final class NvidiaSmiMapper implements Mapper {

  private static final String INFO = "nvidia_smi_gpu_info";
  private static final String INDEX = "nvidia_smi_index";

  /** When the last event of a code came, in seconds since the epoch; one series a code. */
  private static final String XID = "nvidia_smi_xid_last_timestamp_seconds";

  private static final double PERCENT = 100;
  private static final double MHZ = 1e-6;
  private static final double MILLIJOULES = 1000;

  /** In the order in which they are believed: of two names for the same, the first. */
  private static final List<Map.Entry<String, Unit>> UNITS =
      List.of(
          Map.entry("utilization_gpu_ratio", Unit.times(PERCENT, Metric.GPU_UTILIZATION)),
          Map.entry("utilization_memory_ratio", Unit.times(PERCENT, Metric.GPU_MEMORY_UTILIZATION)),
          Map.entry(
              "utilization_encoder_ratio", Unit.times(PERCENT, Metric.GPU_ENCODER_UTILIZATION)),
          Map.entry(
              "utilization_decoder_ratio", Unit.times(PERCENT, Metric.GPU_DECODER_UTILIZATION)),
          Map.entry("memory_used_bytes", Unit.bytes(Metric.GPU_MEMORY_USED)),
          Map.entry("memory_free_bytes", Unit.bytes(Metric.GPU_MEMORY_FREE)),
          Map.entry("memory_total_bytes", Unit.bytes(Metric.GPU_MEMORY_TOTAL)),
          Map.entry("temperature_gpu", Unit.same(Metric.GPU_TEMPERATURE)),
          Map.entry("temperature_memory", Unit.same(Metric.GPU_MEMORY_TEMPERATURE)),
          Map.entry("power_draw_watts", Unit.same(Metric.GPU_POWER)),
          Map.entry("power_draw_instant_watts", Unit.same(Metric.GPU_POWER)),
          Map.entry("enforced_power_limit_watts", Unit.same(Metric.GPU_POWER_LIMIT)),
          Map.entry("power_limit_watts", Unit.same(Metric.GPU_POWER_LIMIT)),
          Map.entry("energy_joules_total", Unit.times(MILLIJOULES, Metric.GPU_ENERGY)),
          Map.entry("clocks_current_sm_clock_hz", Unit.times(MHZ, Metric.GPU_SM_CLOCK)),
          Map.entry("clocks_current_memory_clock_hz", Unit.times(MHZ, Metric.GPU_MEMORY_CLOCK)),
          Map.entry("fan_speed_ratio", Unit.times(PERCENT, Metric.GPU_FAN_SPEED)),
          Map.entry("ecc_errors_corrected_volatile_total", Unit.same(Metric.GPU_ECC_CORRECTED)),
          Map.entry("ecc_errors_uncorrected_volatile_total", Unit.same(Metric.GPU_ECC_UNCORRECTED)),
          Map.entry("clocks_event_reasons_active", Unit.reasons()),
          Map.entry("clocks_throttle_reasons_active", Unit.reasons()));

  private static final Set<String> NAMES =
      Stream.concat(
              UNITS.stream().map(entry -> name(entry.getKey())), Stream.of(INFO, INDEX, XID))
          .collect(Collectors.toUnmodifiableSet());

  private static String name(String field) {
    return "nvidia_smi_" + field;
  }

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public void map(Samples samples, ReadingDraft draft) {
    Map<String, ReadingDraft.Gpu> gpus = gpus(samples, draft);
    for (Map.Entry<String, Unit> entry : UNITS) {
      Unit unit = entry.getValue();
      for (Sample sample : samples.of(name(entry.getKey()))) {
        ReadingDraft.Gpu gpu = gpus.get(uuid(sample));
        if (gpu != null) {
          gpu.put(unit.metric(), unit.convert().applyAsDouble(sample.value()));
        }
      }
    }
    lastXids(samples).forEach((uuid, xid) -> xid(gpus, uuid, xid));
  }

  /** The GPUs by UUID. Where no index is told, they are counted in the order of their UUIDs. */
  private static Map<String, ReadingDraft.Gpu> gpus(Samples samples, ReadingDraft draft) {
    Map<String, Integer> indexes = new HashMap<>();
    samples.of(INDEX).forEach(sample -> indexes.put(uuid(sample), (int) sample.value()));
    Map<String, Labels> infos = new HashMap<>();
    samples.of(INFO).forEach(sample -> infos.put(uuid(sample), sample.labels()));
    Map<String, ReadingDraft.Gpu> gpus = new HashMap<>();
    List<String> uuids = new ArrayList<>(uuids(samples));
    for (int i = 0; i < uuids.size(); i++) {
      String uuid = uuids.get(i);
      Labels info = infos.getOrDefault(uuid, Labels.NONE);
      gpus.put(
          uuid,
          draft.gpu(
              indexes.getOrDefault(uuid, i),
              uuid.startsWith("GPU-") ? uuid : "GPU-" + uuid,
              info.get("name"),
              info.get("pci_bus_id")));
    }
    return gpus;
  }

  private static Set<String> uuids(Samples samples) {
    Set<String> uuids = new TreeSet<>();
    for (String name : NAMES) {
      samples.of(name).forEach(sample -> uuids.add(uuid(sample)));
    }
    uuids.remove("");
    return uuids;
  }

  private static Map<String, Double> lastXids(Samples samples) {
    Map<String, Sample> latest = new HashMap<>();
    for (Sample sample : samples.of(XID)) {
      latest.merge(
          uuid(sample), sample, (one, other) -> one.value() >= other.value() ? one : other);
    }
    Map<String, Double> xids = new HashMap<>();
    latest.forEach(
        (uuid, sample) -> {
          String code = sample.labels().get("xid");
          if (code.matches("[0-9]{1,9}")) {
            xids.put(uuid, Double.valueOf(code));
          }
        });
    return xids;
  }

  private static void xid(Map<String, ReadingDraft.Gpu> gpus, String uuid, double xid) {
    ReadingDraft.Gpu gpu = gpus.get(uuid);
    if (gpu != null) {
      gpu.put(Metric.GPU_XID, xid);
    }
  }

  private static String uuid(Sample sample) {
    return sample.labels().get("uuid");
  }
}
