package org.dubnium.fleet.telemetry.exposition;

import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.domain.Metric;

/**
 * How a metric is called at {@code /metrics}. What dcgm-exporter tells too has its name, type and
 * unit, so that existing boards find it. Source: {@code etc/default-counters.csv} of dcgm-exporter,
 * those that are commented out included; what is not there, "Field Identifiers" of NVIDIA's DCGM
 * documentation.
 *
 * <p>{@link Metric#GPU_THROTTLE} has a name of ours: DCGM's {@code CLOCKS_EVENT_REASONS} is a bit
 * mask, and which bits were set does not follow from how many there were.
 *
 * @param type {@code gauge} or {@code counter}
 * @param factor by which a value is multiplied to be in the unit that the name says
 */
public record Exposed(String name, String type, String help, double factor) {

  private static final double MIB = 1 << 20;

  private static final Map<Metric, Exposed> ALL =
      Map.ofEntries(
          dcgm(Metric.GPU_UTILIZATION, "GPU_UTIL", "GPU utilization (in %)."),
          dcgm(Metric.GPU_MEMORY_UTILIZATION, "MEM_COPY_UTIL", "Memory utilization (in %)."),
          dcgm(Metric.GPU_MEMORY_USED, "FB_USED", "Framebuffer memory used (in MiB)."),
          dcgm(Metric.GPU_MEMORY_FREE, "FB_FREE", "Framebuffer memory free (in MiB)."),
          dcgm(Metric.GPU_MEMORY_TOTAL, "FB_TOTAL", "Framebuffer memory (in MiB)."),
          dcgm(Metric.GPU_TEMPERATURE, "GPU_TEMP", "GPU temperature (in C)."),
          dcgm(Metric.GPU_MEMORY_TEMPERATURE, "MEMORY_TEMP", "Memory temperature (in C)."),
          dcgm(Metric.GPU_POWER, "POWER_USAGE", "Power draw (in W)."),
          dcgm(Metric.GPU_POWER_LIMIT, "POWER_MGMT_LIMIT", "Power limit (in W)."),
          dcgmCounter(Metric.GPU_ENERGY, "TOTAL_ENERGY_CONSUMPTION", "Energy since boot (in mJ)."),
          dcgm(Metric.GPU_SM_CLOCK, "SM_CLOCK", "SM clock frequency (in MHz)."),
          dcgm(Metric.GPU_MEMORY_CLOCK, "MEM_CLOCK", "Memory clock frequency (in MHz)."),
          dcgm(Metric.GPU_ENCODER_UTILIZATION, "ENC_UTIL", "Encoder utilization (in %)."),
          dcgm(Metric.GPU_DECODER_UTILIZATION, "DEC_UTIL", "Decoder utilization (in %)."),
          dcgm(Metric.GPU_FAN_SPEED, "FAN_SPEED", "Fan speed (in %)."),
          dcgmCounter(
              Metric.GPU_ECC_CORRECTED, "ECC_SBE_VOL_TOTAL", "Single-bit volatile ECC errors."),
          dcgmCounter(
              Metric.GPU_ECC_UNCORRECTED, "ECC_DBE_VOL_TOTAL", "Double-bit volatile ECC errors."),
          dcgm(Metric.GPU_XID, "XID_ERRORS", "Value of the last XID error encountered."),
          dcgmCounter(Metric.GPU_PCIE_REPLAYS, "PCIE_REPLAY_COUNTER", "PCIe retries."),
          gauge(
              Metric.GPU_THROTTLE,
              "gpu_throttle",
              "Reasons in force for clocks below the highest, idleness not counted.",
              1),
          gauge(Metric.NODE_LOAD, "node_load", "Runnable tasks, averaged over a minute.", 1),
          counter(
              Metric.NODE_CPU_BUSY,
              "node_cpu_busy_seconds_total",
              "CPU time that all CPUs were not idle, since boot."),
          gauge(
              Metric.NODE_MEMORY_AVAILABLE,
              "node_memory_available_bytes",
              "Memory that can be had without swapping.",
              MIB),
          gauge(Metric.NODE_MEMORY_TOTAL, "node_memory_bytes", "Memory of the node.", MIB),
          gauge(
              Metric.VLLM_REQUESTS_RUNNING,
              "vllm_requests_running",
              "Requests that the node's vLLM servers answer now.",
              1),
          gauge(
              Metric.VLLM_REQUESTS_WAITING,
              "vllm_requests_waiting",
              "Requests that wait at the node's vLLM servers.",
              1),
          gauge(
              Metric.VLLM_KV_CACHE,
              "vllm_kv_cache_ratio",
              "Part of the KV cache that is in use.",
              0.01),
          counter(
              Metric.VLLM_PROMPT_TOKENS,
              "vllm_prompt_tokens_total",
              "Tokens of prompts since the server's start."),
          counter(
              Metric.VLLM_GENERATION_TOKENS,
              "vllm_generation_tokens_total",
              "Tokens generated since the server's start."));

  private static Map.Entry<Metric, Exposed> dcgm(Metric metric, String field, String help) {
    return Map.entry(metric, new Exposed("DCGM_FI_DEV_" + field, "gauge", help, 1));
  }

  private static Map.Entry<Metric, Exposed> dcgmCounter(Metric metric, String field, String help) {
    return Map.entry(metric, new Exposed("DCGM_FI_DEV_" + field, "counter", help, 1));
  }

  private static Map.Entry<Metric, Exposed> gauge(
      Metric metric, String name, String help, double factor) {
    return Map.entry(metric, new Exposed("dubnium_" + name, "gauge", help, factor));
  }

  private static Map.Entry<Metric, Exposed> counter(Metric metric, String name, String help) {
    return Map.entry(metric, new Exposed("dubnium_" + name, "counter", help, 1));
  }

  /** Of a GPU's or a node's metric; a cluster's are told by {@link SlurmFamilies}. */
  public static Exposed of(Metric metric) {
    return Optional.ofNullable(ALL.get(metric))
        .orElseThrow(() -> new IllegalArgumentException("cannot tell of " + metric + " alone"));
  }
}
