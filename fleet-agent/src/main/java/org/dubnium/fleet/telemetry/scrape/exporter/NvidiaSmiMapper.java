package org.dubnium.fleet.telemetry.scrape.exporter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.telemetry.scrape.exposition.Labels;
import org.dubnium.fleet.telemetry.scrape.exposition.Sample;

/**
 * nvidia_gpu_exporter, which tells what nvidia-smi does, in base units: ratios, bytes, hertz,
 * joules (METRICS.md of that project). Its UUIDs lack the {@code GPU-} that NVML and dcgm-exporter
 * have. Errors it tells even while it cannot collect anything else, and by UUID alone.
 */
final class NvidiaSmiMapper implements Mapper {

  private static final String INFO = "nvidia_smi_gpu_info";
  private static final String INDEX = "nvidia_smi_index";

  /** When the last event of a code came, in seconds since the epoch; one series a code. */
  private static final String XID = "nvidia_smi_xid_last_timestamp_seconds";

  /** How often it came; one series a code. */
  private static final String XID_COUNT = "nvidia_smi_xid_errors_total";

  /** In the order in which they are believed: of two names for the same, the first. */
  private static final List<Map.Entry<String, Unit>> UNITS =
      List.of(
          Map.entry("utilization_gpu_ratio", Unit.ratio(Metric.GPU_UTILIZATION)),
          Map.entry("utilization_memory_ratio", Unit.ratio(Metric.GPU_MEMORY_UTILIZATION)),
          Map.entry(
              "utilization_encoder_ratio", Unit.ratio(Metric.GPU_ENCODER_UTILIZATION)),
          Map.entry(
              "utilization_decoder_ratio", Unit.ratio(Metric.GPU_DECODER_UTILIZATION)),
          Map.entry("memory_used_bytes", Unit.bytes(Metric.GPU_MEMORY_USED)),
          Map.entry("memory_free_bytes", Unit.bytes(Metric.GPU_MEMORY_FREE)),
          Map.entry("memory_total_bytes", Unit.bytes(Metric.GPU_MEMORY_TOTAL)),
          Map.entry("temperature_gpu", Unit.same(Metric.GPU_TEMPERATURE)),
          Map.entry("temperature_memory", Unit.same(Metric.GPU_MEMORY_TEMPERATURE)),
          Map.entry("power_draw_watts", Unit.same(Metric.GPU_POWER)),
          Map.entry("power_draw_instant_watts", Unit.same(Metric.GPU_POWER)),
          Map.entry("enforced_power_limit_watts", Unit.same(Metric.GPU_POWER_LIMIT)),
          Map.entry("power_limit_watts", Unit.same(Metric.GPU_POWER_LIMIT)),
          Map.entry("energy_joules_total", Unit.decimal(3, Metric.GPU_ENERGY)),
          Map.entry("clocks_current_sm_clock_hz", Unit.decimal(-6, Metric.GPU_SM_CLOCK)),
          Map.entry("clocks_current_memory_clock_hz", Unit.decimal(-6, Metric.GPU_MEMORY_CLOCK)),
          Map.entry("fan_speed_ratio", Unit.ratio(Metric.GPU_FAN_SPEED)),
          Map.entry("ecc_errors_corrected_volatile_total", Unit.same(Metric.GPU_ECC_CORRECTED)),
          Map.entry("ecc_errors_uncorrected_volatile_total", Unit.same(Metric.GPU_ECC_UNCORRECTED)),
          Map.entry("clocks_event_reasons_active", Unit.reasons()),
          Map.entry("clocks_throttle_reasons_active", Unit.reasons()));

  /** What tells of a GPU that it is there, which an error does not. */
  private static final List<String> PRESENCE =
      Stream.concat(UNITS.stream().map(entry -> name(entry.getKey())), Stream.of(INFO, INDEX))
          .toList();

  private static final Set<String> NAMES =
      Stream.of(PRESENCE, List.of(XID, XID_COUNT), NvidiaSmiHealth.NAMES)
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableSet());

  private static String name(String field) {
    return "nvidia_smi_" + field;
  }

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public void map(Selection samples, ReadingDraft draft) throws MappingException {
    draft.hostname(samples.host());
    Map<String, ReadingDraft.Gpu> gpus = gpus(samples, draft);
    NvidiaSmiHealth.of(samples, gpus.isEmpty()).ifPresent(why -> draft.trouble(why, true));
    for (Map.Entry<String, Unit> entry : UNITS) {
      Unit unit = entry.getValue();
      for (Sample sample : samples.of(name(entry.getKey()))) {
        ReadingDraft.Gpu gpu = gpus.get(uuid(sample));
        if (gpu != null) {
          gpu.put(unit.metric(), unit.convert().applyAsDouble(sample.value()));
        }
      }
    }
    xids(samples, draft, gpus);
  }

  /** The GPUs that something but an error tells of, by UUID. */
  private static Map<String, ReadingDraft.Gpu> gpus(Selection samples, ReadingDraft draft)
      throws MappingException {
    Map<String, Double> indexes = new HashMap<>();
    samples.of(INDEX).forEach(sample -> indexes.put(uuid(sample), sample.value()));
    Map<String, Labels> infos = new HashMap<>();
    samples.of(INFO).forEach(sample -> infos.put(uuid(sample), sample.labels()));
    UnusableIndexes odd = new UnusableIndexes();
    Map<String, ReadingDraft.Gpu> gpus = new HashMap<>();
    // Those whose index is told first: the others are counted around them.
    Set<String> uuids = uuids(samples);
    Stream<String> told = uuids.stream().filter(indexes::containsKey);
    Stream<String> untold = uuids.stream().filter(uuid -> !indexes.containsKey(uuid));
    for (String uuid : Stream.concat(told, untold).toList()) {
      OptionalInt index = index(uuid, Optional.ofNullable(indexes.get(uuid)), draft, odd);
      if (index.isPresent()) {
        Labels info = infos.getOrDefault(uuid, Labels.NONE);
        gpus.put(
            uuid, draft.gpu(index.getAsInt(), uuid, Names.model(info), Names.busId(info)));
      }
    }
    odd.tell(draft);
    if (gpus.isEmpty() && odd.isAny()) {
      throw new MappingException(odd.text());
    }
    return gpus;
  }

  /** Where no index is told, the one of before; else they are counted in the order of their UUIDs. */
  private static OptionalInt index(
      String uuid, Optional<Double> told, ReadingDraft draft, UnusableIndexes odd) {
    Optional<Integer> same = draft.find(uuid).map(ReadingDraft.Gpu::index);
    if (same.isPresent()) {
      return OptionalInt.of(same.get());
    }
    if (told.isPresent()) {
      OptionalInt index = GpuReading.index(told.get());
      if (index.isEmpty()) {
        odd.add(String.valueOf(told.get()));
      }
      return index;
    }
    Optional<Integer> counted =
        draft.before(uuid).map(GpuReading::index).or(draft::freeIndex);
    if (counted.isEmpty()) {
      odd.add(String.valueOf(GpuReading.MOST));
    }
    return counted.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private static Set<String> uuids(Selection samples) {
    Set<String> uuids = new TreeSet<>();
    for (String name : PRESENCE) {
      samples.of(name).forEach(sample -> uuids.add(uuid(sample)));
    }
    uuids.remove("");
    return uuids;
  }

  /** An error of a GPU that is not told of belongs to the one that had this UUID, or to none. */
  private static void xids(
      Selection samples, ReadingDraft draft, Map<String, ReadingDraft.Gpu> gpus)
      throws MappingException {
    Map<String, XidCodes> codes = new TreeMap<>();
    for (Sample sample : samples.of(XID)) {
      codesOf(codes, sample).add(sample.labels().get("xid"), sample.value());
    }
    for (Sample sample : samples.of(XID_COUNT)) {
      if (sample.value() > 0) {
        codesOf(codes, sample).add(sample.labels().get("xid"));
      }
    }
    for (Map.Entry<String, XidCodes> told : codes.entrySet()) {
      OptionalDouble gravest = told.getValue().gravest();
      if (gravest.isEmpty() || told.getKey().isEmpty()) {
        continue;
      }
      Optional<ReadingDraft.Gpu> gpu = gpu(told.getKey(), draft, gpus);
      if (gpu.isPresent()) {
        gpu.get().put(Metric.GPU_XID, gravest.getAsDouble());
      } else {
        draft.trouble(
            "XID %.0f of %s, of which it does not tell which GPU that is"
                .formatted(gravest.getAsDouble(), SafeText.line(told.getKey())),
            false);
      }
    }
  }

  private static XidCodes codesOf(Map<String, XidCodes> codes, Sample sample) {
    return codes.computeIfAbsent(uuid(sample), none -> new XidCodes());
  }

  private static Optional<ReadingDraft.Gpu> gpu(
      String uuid, ReadingDraft draft, Map<String, ReadingDraft.Gpu> gpus)
      throws MappingException {
    ReadingDraft.Gpu told = gpus.get(uuid);
    if (told != null) {
      return Optional.of(told);
    }
    Optional<GpuReading> before = draft.before(uuid);
    return before.isPresent()
        ? Optional.of(
            draft.gpu(
                before.get().index(), uuid, before.get().name(), before.get().pciBusId()))
        : draft.find(uuid);
  }

  private static String uuid(Sample sample) {
    return Names.uuid(sample.labels());
  }
}
