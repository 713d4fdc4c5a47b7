package org.dubnium.fleet.telemetry.scrape.exporter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.telemetry.scrape.exposition.Labels;
import org.dubnium.fleet.telemetry.scrape.exposition.Sample;

/**
 * dcgm-exporter, and a fleet agent, which uses its names. Fields and units: "Field Identifiers" of
 * NVIDIA's DCGM documentation; labels: README of dcgm-exporter. The names of fields that DCGM 4
 * calls otherwise are known in both forms.
 */
final class DcgmMapper implements Mapper {

  private static final String RESERVED = "DCGM_FI_DEV_FB_RESERVED";

  /** Code of the last XID. */
  private static final String XID = "DCGM_FI_DEV_XID_ERRORS";

  /** How often each XID came in the last minutes, by the label {@code xid}. */
  private static final String XID_COUNT = "DCGM_EXP_XID_ERRORS_COUNT";

  /**
   * DCGM tells what it cannot measure as a number near 2^47 (doubles) or 2^63 (integers):
   * {@code DCGM_FP64_BLANK}, {@code DCGM_INT64_BLANK} of dcgm_structs.h. The blank of 32 bits is beyond
   * what any metric can be that has 32 bits.
   */
  private static final double BLANK = 140737488355328.0;

  /**
   * In the order in which they are believed. Where GPUs are cut into MIG instances, and on some drivers,
   * there is no utilisation but only what the profiling counters tell: the part of the time in which an
   * engine was busy.
   */
  private static final List<Map.Entry<String, Unit>> UNITS =
      List.of(
          Map.entry("DCGM_FI_DEV_GPU_UTIL", Unit.same(Metric.GPU_UTILIZATION)),
          Map.entry("DCGM_FI_PROF_GR_ENGINE_ACTIVE", Unit.ratio(Metric.GPU_UTILIZATION)),
          Map.entry("DCGM_FI_DEV_MEM_COPY_UTIL", Unit.same(Metric.GPU_MEMORY_UTILIZATION)),
          Map.entry("DCGM_FI_PROF_DRAM_ACTIVE", Unit.ratio(Metric.GPU_MEMORY_UTILIZATION)),
          Map.entry("DCGM_FI_DEV_FB_USED", Unit.same(Metric.GPU_MEMORY_USED)),
          Map.entry("DCGM_FI_DEV_FB_FREE", Unit.same(Metric.GPU_MEMORY_FREE)),
          Map.entry("DCGM_FI_DEV_FB_TOTAL", Unit.same(Metric.GPU_MEMORY_TOTAL)),
          Map.entry("DCGM_FI_DEV_GPU_TEMP", Unit.same(Metric.GPU_TEMPERATURE)),
          Map.entry("DCGM_FI_DEV_MEMORY_TEMP", Unit.same(Metric.GPU_MEMORY_TEMPERATURE)),
          Map.entry("DCGM_FI_DEV_POWER_USAGE", Unit.same(Metric.GPU_POWER)),
          Map.entry("DCGM_FI_DEV_POWER_MGMT_LIMIT", Unit.same(Metric.GPU_POWER_LIMIT)),
          Map.entry("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", Unit.same(Metric.GPU_ENERGY)),
          Map.entry("DCGM_FI_DEV_SM_CLOCK", Unit.same(Metric.GPU_SM_CLOCK)),
          Map.entry("DCGM_FI_DEV_MEM_CLOCK", Unit.same(Metric.GPU_MEMORY_CLOCK)),
          Map.entry("DCGM_FI_DEV_ENC_UTIL", Unit.same(Metric.GPU_ENCODER_UTILIZATION)),
          Map.entry("DCGM_FI_DEV_DEC_UTIL", Unit.same(Metric.GPU_DECODER_UTILIZATION)),
          Map.entry("DCGM_FI_DEV_FAN_SPEED", Unit.same(Metric.GPU_FAN_SPEED)),
          Map.entry("DCGM_FI_DEV_ECC_SBE_VOL_TOTAL", Unit.same(Metric.GPU_ECC_CORRECTED)),
          Map.entry("DCGM_FI_DEV_ECC_DBE_VOL_TOTAL", Unit.same(Metric.GPU_ECC_UNCORRECTED)),
          Map.entry("DCGM_FI_DEV_CLOCK_THROTTLE_REASONS", Unit.reasons()),
          Map.entry("DCGM_FI_DEV_CLOCKS_EVENT_REASONS", Unit.reasons()),
          Map.entry("dubnium_gpu_throttle", Unit.same(Metric.GPU_THROTTLE)),
          Map.entry("DCGM_FI_DEV_PCIE_REPLAY_COUNTER", Unit.same(Metric.GPU_PCIE_REPLAYS)));

  private static final Set<String> NAMES =
      Stream.concat(
              UNITS.stream().map(Map.Entry::getKey), Stream.of(RESERVED, XID, XID_COUNT))
          .collect(Collectors.toUnmodifiableSet());

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public void map(Selection samples, ReadingDraft draft) throws MappingException {
    draft.hostname(samples.host());
    UnusableIndexes odd = new UnusableIndexes();
    Map<Integer, ReadingDraft.Gpu> gpus = new TreeMap<>();
    Set<Integer> known = new HashSet<>();
    for (Map.Entry<String, Unit> entry : UNITS) {
      Unit unit = entry.getValue();
      for (var told : byGpu(samples.of(entry.getKey()), odd).entrySet()) {
        ReadingDraft.Gpu gpu = gpu(draft, told.getKey(), told.getValue());
        gpus.put(told.getKey(), gpu);
        List<Sample> measured = withoutBlanks(told.getValue());
        if (!measured.isEmpty()) {
          known.add(told.getKey());
        }
        GpuShares.whole(measured, unit).ifPresent(value -> gpu.put(unit.metric(), value));
      }
    }
    Unit mib = Unit.same(Metric.GPU_MEMORY_TOTAL);
    Map<Integer, List<Sample>> reserved = byGpu(samples.of(RESERVED), odd);
    gpus.forEach(
        (index, gpu) ->
            total(
                gpu,
                GpuShares.whole(withoutBlanks(reserved.getOrDefault(index, List.of())), mib)
                    .orElse(0)));
    List<Integer> blank = gpus.keySet().stream().filter(gpu -> !known.contains(gpu)).toList();
    xids(samples, draft, gpus, odd);
    odd.tell(draft);
    if (gpus.isEmpty() && odd.isAny()) {
      throw new MappingException(odd.text());
    }
    if (!blank.isEmpty()) {
      draft.trouble("DCGM tells nothing but blanks of GPU " + SafeText.list(blank), true);
    }
  }

  private static Map<Integer, List<Sample>> byGpu(List<Sample> samples, UnusableIndexes odd) {
    Map<Integer, List<Sample>> byGpu = new HashMap<>();
    for (Sample sample : samples) {
      OptionalInt index = Names.index(sample.labels());
      if (index.isPresent()) {
        byGpu.computeIfAbsent(index.getAsInt(), none -> new ArrayList<>()).add(sample);
      } else {
        odd.add(Names.indexText(sample.labels()));
      }
    }
    return byGpu;
  }

  private static List<Sample> withoutBlanks(List<Sample> samples) {
    return samples.stream().filter(sample -> sample.value() < BLANK).toList();
  }

  private static ReadingDraft.Gpu gpu(ReadingDraft draft, int index, List<Sample> samples)
      throws MappingException {
    ReadingDraft.Gpu gpu = draft.gpu(index, "", "", "");
    for (Sample sample : samples) {
      Labels labels = sample.labels();
      gpu = draft.gpu(index, Names.uuid(labels), Names.model(labels), Names.busId(labels));
    }
    return gpu;
  }

  /** A code that is told as the last one does not hide a graver one that is counted. */
  private static void xids(
      Selection samples, ReadingDraft draft, Map<Integer, ReadingDraft.Gpu> gpus, UnusableIndexes odd)
      throws MappingException {
    Map<Integer, XidCodes> codes = new TreeMap<>();
    for (var told : byGpu(samples.of(XID), odd).entrySet()) {
      gpus.put(told.getKey(), gpu(draft, told.getKey(), told.getValue()));
      for (Sample sample : told.getValue()) {
        codes.computeIfAbsent(told.getKey(), none -> new XidCodes()).add(sample.value());
      }
    }
    for (var told : byGpu(samples.of(XID_COUNT), odd).entrySet()) {
      gpus.put(told.getKey(), gpu(draft, told.getKey(), told.getValue()));
      for (Sample sample : told.getValue()) {
        if (sample.value() > 0 && sample.value() < BLANK) {
          codes
              .computeIfAbsent(told.getKey(), none -> new XidCodes())
              .add(sample.labels().get("xid"));
        }
      }
    }
    for (var told : codes.entrySet()) {
      ReadingDraft.Gpu gpu = gpus.get(told.getKey());
      OptionalDouble gravest = told.getValue().gravest();
      if (gpu != null && gravest.isPresent()) {
        gpu.put(Metric.GPU_XID, gravest.getAsDouble());
      }
    }
  }

  /** The exporter's own list of metrics has no total, but what it is made of. */
  private static void total(ReadingDraft.Gpu gpu, double reserved) {
    OptionalDouble used = gpu.get(Metric.GPU_MEMORY_USED);
    OptionalDouble free = gpu.get(Metric.GPU_MEMORY_FREE);
    if (used.isPresent() && free.isPresent()) {
      double total = used.getAsDouble() + free.getAsDouble() + reserved;
      if (total > 0) {
        gpu.put(Metric.GPU_MEMORY_TOTAL, total);
      }
    }
  }
}
