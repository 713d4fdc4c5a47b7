package org.dubnium.fleet.telemetry.exposition;

import java.util.Map;
import org.dubnium.fleet.domain.Metric;

/**
 * How dcgm-exporter calls a metric of a GPU, so that existing boards find it. Source: the default
 * counters of dcgm-exporter.
 */
record DcgmName(String name, String type, String help) {

  static final Map<Metric, DcgmName> ALL =
      Map.ofEntries(
          gauge(Metric.GPU_UTILIZATION, "GPU_UTIL", "GPU utilization (in %)."),
          gauge(Metric.GPU_MEMORY_UTILIZATION, "MEM_COPY_UTIL", "Memory utilization (in %)."),
          gauge(Metric.GPU_MEMORY_USED, "FB_USED", "Framebuffer memory used (in MiB)."),
          gauge(Metric.GPU_MEMORY_FREE, "FB_FREE", "Framebuffer memory free (in MiB)."),
          gauge(Metric.GPU_MEMORY_TOTAL, "FB_TOTAL", "Framebuffer memory (in MiB)."),
          gauge(Metric.GPU_TEMPERATURE, "GPU_TEMP", "GPU temperature (in C)."),
          gauge(Metric.GPU_MEMORY_TEMPERATURE, "MEMORY_TEMP", "Memory temperature (in C)."),
          gauge(Metric.GPU_POWER, "POWER_USAGE", "Power draw (in W)."),
          gauge(Metric.GPU_POWER_LIMIT, "POWER_MGMT_LIMIT", "Power limit (in W)."),
          counter(Metric.GPU_ENERGY, "TOTAL_ENERGY_CONSUMPTION", "Energy since boot (in mJ)."),
          gauge(Metric.GPU_SM_CLOCK, "SM_CLOCK", "SM clock frequency (in MHz)."),
          gauge(Metric.GPU_MEMORY_CLOCK, "MEM_CLOCK", "Memory clock frequency (in MHz)."),
          gauge(Metric.GPU_ENCODER_UTILIZATION, "ENC_UTIL", "Encoder utilization (in %)."),
          gauge(Metric.GPU_DECODER_UTILIZATION, "DEC_UTIL", "Decoder utilization (in %)."),
          gauge(Metric.GPU_FAN_SPEED, "FAN_SPEED", "Fan speed (in %)."),
          counter(
              Metric.GPU_ECC_CORRECTED, "ECC_SBE_VOL_TOTAL", "Single-bit volatile ECC errors."),
          counter(
              Metric.GPU_ECC_UNCORRECTED, "ECC_DBE_VOL_TOTAL", "Double-bit volatile ECC errors."),
          gauge(Metric.GPU_XID, "XID_ERRORS", "Value of the last XID error encountered."),
          counter(Metric.GPU_PCIE_REPLAYS, "PCIE_REPLAY_COUNTER", "PCIe retries."));

  private static Map.Entry<Metric, DcgmName> gauge(Metric metric, String field, String help) {
    return Map.entry(metric, new DcgmName("DCGM_FI_DEV_" + field, "gauge", help));
  }

  private static Map.Entry<Metric, DcgmName> counter(Metric metric, String field, String help) {
    return Map.entry(metric, new DcgmName("DCGM_FI_DEV_" + field, "counter", help));
  }
}
