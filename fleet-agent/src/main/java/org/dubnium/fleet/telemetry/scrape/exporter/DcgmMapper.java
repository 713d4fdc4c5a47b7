package org.dubnium.fleet.telemetry.scrape.exporter;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.telemetry.scrape.exposition.Labels;
import org.dubnium.fleet.telemetry.scrape.exposition.Sample;

/**
 * dcgm-exporter, and a fleet agent, which uses its names. Fields and units: "Field Identifiers" of
 * NVIDIA's DCGM documentation; labels: README of dcgm-exporter. The names of fields that DCGM 4
 * calls otherwise are known in both forms.
 */
final class DcgmMapper implements Mapper {

  private static final String HOST = "Hostname";
  private static final String RESERVED = "DCGM_FI_DEV_FB_RESERVED";

  /**
   * DCGM tells what it cannot measure as a number near 2^47 (doubles) or 2^63 (integers):
   * {@code DCGM_FP64_BLANK}, {@code DCGM_INT64_BLANK} of dcgm_structs.h.
   */
  private static final double BLANK = 140737488355328.0;

  /** What the MIG instances of a GPU have each for themselves, and adds up to the GPU. */
  private static final Set<Metric> ADDED =
      EnumSet.of(Metric.GPU_MEMORY_USED, Metric.GPU_MEMORY_FREE, Metric.GPU_MEMORY_TOTAL);

  private static final Map<String, Unit> UNITS =
      Map.ofEntries(
          Map.entry("DCGM_FI_DEV_GPU_UTIL", Unit.same(Metric.GPU_UTILIZATION)),
          Map.entry("DCGM_FI_DEV_MEM_COPY_UTIL", Unit.same(Metric.GPU_MEMORY_UTILIZATION)),
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
          Map.entry("DCGM_FI_DEV_XID_ERRORS", Unit.same(Metric.GPU_XID)),
          Map.entry("DCGM_FI_DEV_PCIE_REPLAY_COUNTER", Unit.same(Metric.GPU_PCIE_REPLAYS)));

  private static final Set<String> NAMES =
      Stream.concat(UNITS.keySet().stream(), Stream.of(RESERVED))
          .collect(Collectors.toUnmodifiableSet());

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public void map(Samples samples, ReadingDraft draft) throws MappingException {
    String host = host(samples, draft.node());
    draft.hostname(host);
    Map<String, ReadingDraft.Gpu> gpus = new HashMap<>();
    for (Map.Entry<String, Unit> entry : UNITS.entrySet()) {
      Unit unit = entry.getValue();
      List<Sample> told = told(samples, entry.getKey(), host);
      for (Sample sample : told) {
        Labels labels = sample.labels();
        if (!gpus.containsKey(labels.get("gpu"))) {
          gpus.put(labels.get("gpu"), gpu(draft, labels));
        }
      }
      perGpu(told, unit).forEach((gpu, value) -> put(gpus, gpu, unit.metric(), value));
    }
    Map<String, Double> reserved =
        perGpu(told(samples, RESERVED, host), Unit.same(Metric.GPU_MEMORY_TOTAL));
    gpus.forEach((label, gpu) -> total(gpu, reserved.getOrDefault(label, 0.0)));
  }

  private static void put(
      Map<String, ReadingDraft.Gpu> gpus, String label, Metric metric, double value) {
    ReadingDraft.Gpu gpu = gpus.get(label);
    if (gpu != null) {
      gpu.put(metric, value);
    }
  }

  private static List<Sample> told(Samples samples, String name, String host) {
    return samples.of(name).stream()
        .filter(sample -> sample.value() < BLANK && sample.labels().get(HOST).equals(host))
        .toList();
  }

  /**
   * One value a GPU. One that is cut into MIG instances has a sample for each of them; one that
   * several pods share, the same sample for each pod.
   */
  private static Map<String, Double> perGpu(List<Sample> samples, Unit unit) {
    Map<String, Map<String, Double>> parts = new HashMap<>();
    for (Sample sample : samples) {
      parts
          .computeIfAbsent(sample.labels().get("gpu"), ignored -> new HashMap<>())
          .put(sample.labels().get("GPU_I_ID"), unit.convert().applyAsDouble(sample.value()));
    }
    Map<String, Double> values = new HashMap<>();
    parts.forEach((gpu, byInstance) -> values.put(gpu, whole(byInstance, unit.metric())));
    return values;
  }

  private static double whole(Map<String, Double> byInstance, Metric metric) {
    Double whole = byInstance.get("");
    if (whole != null) {
      return whole;
    }
    DoubleStream values = byInstance.values().stream().mapToDouble(Double::doubleValue);
    return ADDED.contains(metric) ? values.sum() : values.max().orElse(0);
  }

  private static ReadingDraft.Gpu gpu(ReadingDraft draft, Labels labels) throws MappingException {
    String index = labels.get("gpu");
    try {
      return draft.gpu(
          Integer.parseUnsignedInt(index),
          labels.get("UUID"),
          labels.get("modelName"),
          labels.get("pci_bus_id"));
    } catch (NumberFormatException e) {
      throw new MappingException("cannot use '" + index + "' as the index of a GPU");
    }
  }

  /** The exporter's own list of metrics has no total, but what it is made of. */
  private static void total(ReadingDraft.Gpu gpu, double reserved) {
    OptionalDouble used = gpu.get(Metric.GPU_MEMORY_USED);
    OptionalDouble free = gpu.get(Metric.GPU_MEMORY_FREE);
    if (used.isPresent() && free.isPresent()) {
      gpu.put(Metric.GPU_MEMORY_TOTAL, used.getAsDouble() + free.getAsDouble() + reserved);
    }
  }

  /**
   * The one host that the samples are of. A fleet agent tells all its nodes at once; of those the
   * one is taken that is called like the node, with or without its domain.
   */
  private static String host(Samples samples, NodeId node) throws MappingException {
    Set<String> hosts = new TreeSet<>();
    for (String name : UNITS.keySet()) {
      samples.of(name).forEach(sample -> hosts.add(sample.labels().get(HOST)));
    }
    if (hosts.size() <= 1) {
      return hosts.isEmpty() ? "" : hosts.iterator().next();
    }
    List<String> alike =
        hosts.stream()
            .filter(host -> host.equals(node.value()) || host.startsWith(node.value() + "."))
            .toList();
    if (alike.size() == 1) {
      return alike.getFirst();
    }
    throw new MappingException(
        "cannot tell which of "
            + hosts.size()
            + " hosts is "
            + node
            + ": give the node the name of one of them, as the label Hostname has it");
  }
}
