package org.dubnium.fleet.telemetry.exposition;

import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.domain.Decimals;
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
 * @param scale how the unit that the name says is related to that of the metric
 */
public record Exposed(String name, String type, String help, Scale scale) {

  /** Units that are told, of those that are kept. */
  public enum Scale {
    SAME,
    /** Bytes, of MiB. */
    BYTES,
    /** A ratio, of percent. */
    RATIO;

    private static final double MIB = 1 << 20;

    /** As it is told. */
    public double told(double value) {
      return switch (this) {
        case SAME -> value;
        case BYTES -> value * MIB;
        case RATIO -> Decimals.shifted(value, -2);
      };
    }

    /** As it is kept. */
    public double kept(double told) {
      return switch (this) {
        case SAME -> told;
        case BYTES -> told / MIB;
        case RATIO -> Decimals.shifted(told, 2);
      };
    }
  }

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
              Scale.SAME),
          gauge(Metric.NODE_LOAD, "node_load", "Runnable tasks, averaged over a minute.", Scale.SAME),
          counter(
              Metric.NODE_CPU_BUSY,
              "node_cpu_busy_seconds_total",
              "CPU time that all CPUs were not idle, since boot."),
          gauge(
              Metric.NODE_MEMORY_AVAILABLE,
              "node_memory_available_bytes",
              "Memory that can be had without swapping.",
              Scale.BYTES),
          gauge(Metric.NODE_MEMORY_TOTAL, "node_memory_bytes", "Memory of the node.", Scale.BYTES),
          gauge(
              Metric.VLLM_REQUESTS_RUNNING,
              "vllm_requests_running",
              "Requests that the node's vLLM servers answer now.",
              Scale.SAME),
          gauge(
              Metric.VLLM_REQUESTS_WAITING,
              "vllm_requests_waiting",
              "Requests that wait at the node's vLLM servers.",
              Scale.SAME),
          gauge(
              Metric.VLLM_KV_CACHE,
              "vllm_kv_cache_ratio",
              "Part of the KV cache that is in use.",
              Scale.RATIO),
          counter(
              Metric.VLLM_PROMPT_TOKENS,
              "vllm_prompt_tokens_total",
              "Tokens of prompts since the server's start."),
          counter(
              Metric.VLLM_GENERATION_TOKENS,
              "vllm_generation_tokens_total",
              "Tokens generated since the server's start."));

  private static Map.Entry<Metric, Exposed> dcgm(Metric metric, String field, String help) {
    return Map.entry(metric, new Exposed("DCGM_FI_DEV_" + field, "gauge", help, Scale.SAME));
  }

  private static Map.Entry<Metric, Exposed> dcgmCounter(Metric metric, String field, String help) {
    return Map.entry(metric, new Exposed("DCGM_FI_DEV_" + field, "counter", help, Scale.SAME));
  }

  private static Map.Entry<Metric, Exposed> gauge(
      Metric metric, String name, String help, Scale scale) {
    return Map.entry(metric, new Exposed("dubnium_" + name, "gauge", help, scale));
  }

  private static Map.Entry<Metric, Exposed> counter(Metric metric, String name, String help) {
    return Map.entry(metric, new Exposed("dubnium_" + name, "counter", help, Scale.SAME));
  }

  /** A value of a metric, in the unit that is kept; a cluster's are told in that. */
  public static double kept(Metric metric, double told) {
    Exposed exposed = ALL.get(metric);
    return exposed == null ? told : exposed.scale().kept(told);
  }

  /** Of a GPU's or a node's metric; a cluster's are told by {@link SlurmFamilies}. */
  public static Exposed of(Metric metric) {
    return Optional.ofNullable(ALL.get(metric))
        .orElseThrow(() -> new IllegalArgumentException("cannot tell of " + metric + " alone"));
  }
}
