package org.dubnium.fleet.alert;

import java.util.Locale;

/** How grave an alert is, in the four words of PagerDuty's events API v2. */
public enum Severity {
  CRITICAL,
  ERROR,
  WARNING,
  INFO;

  /** Follows from what it is about: rules carry none. */
  public static Severity of(AlertMetric metric, double value) {
    return switch (metric) {
      case NODE_UNREACHABLE, GPU_ECC_UNCORRECTED, GPU_GONE -> CRITICAL;
      case GPU_XID, GPU_XID_FATAL -> XidGravity.severity(value);
      case GPU_TEMPERATURE, REPAIRS_GIVEN_UP, CHANNEL_FAILING -> ERROR;
      case MODE_CONDITION ->
          value < AlertMetric.ofModeCondition("failed-transition") ? WARNING : ERROR;
      case GPU_UTILIZATION,
          GPU_MEMORY_USED,
          GPU_MEMORY_PERCENT,
          GPU_POWER,
          GPU_THROTTLE,
          NODE_INCOMPLETE,
          SLURM_CPUS_ALLOC,
          SLURM_QUEUE_PENDING,
          SLURM_QUEUE_RUNNING,
          VLLM_REQUESTS_RUNNING,
          VLLM_REQUESTS_WAITING,
          VLLM_REQUESTS_STUCK,
          VLLM_KV_CACHE ->
          WARNING;
    };
  }

  /** {@code critical} and so on. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
