package org.dubnium.fleet.alert;

import static org.dubnium.fleet.domain.Metric.GPU_ECC_UNCORRECTED;
import static org.dubnium.fleet.domain.Metric.GPU_GONE;
import static org.dubnium.fleet.domain.Metric.GPU_MEMORY_PERCENT;
import static org.dubnium.fleet.domain.Metric.GPU_TEMPERATURE;
import static org.dubnium.fleet.domain.Metric.GPU_THROTTLE;
import static org.dubnium.fleet.domain.Metric.GPU_UTILIZATION;
import static org.dubnium.fleet.domain.Metric.GPU_XID;
import static org.dubnium.fleet.domain.Metric.GPU_XID_FATAL;
import static org.dubnium.fleet.domain.Metric.MODE_CONDITION;
import static org.dubnium.fleet.domain.Metric.MODEL_SERVER_STATE;
import static org.dubnium.fleet.domain.Metric.NODE_INCOMPLETE;
import static org.dubnium.fleet.domain.Metric.NODE_UNREACHABLE;
import static org.dubnium.fleet.domain.Metric.POD_FAILED;
import static org.dubnium.fleet.domain.Metric.POD_IDLE;
import static org.dubnium.fleet.domain.Metric.POD_ORPHAN;
import static org.dubnium.fleet.domain.Metric.REPAIRS_GIVEN_UP;
import static org.dubnium.fleet.domain.Metric.SLURM_QUEUE_PENDING;
import static org.dubnium.fleet.domain.Metric.VLLM_KV_CACHE;
import static org.dubnium.fleet.domain.Metric.VLLM_REQUESTS_STUCK;
import static org.dubnium.fleet.domain.Metric.VLLM_REQUESTS_WAITING;
import static org.dubnium.fleet.alert.Condition.EQ;
import static org.dubnium.fleet.alert.Condition.GT;
import static org.dubnium.fleet.alert.Condition.GTE;
import static org.dubnium.fleet.alert.Condition.LT;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.ModelServerState;

/**
 * Rules that are there from the start. Enabled is what means harm anywhere; what depends on how a
 * fleet is used waits for somebody to enable it. A rule is known by its name: renaming one here
 * would install it again.
 */
public final class DefaultRules {

  private DefaultRules() {}

  public static List<RuleSpec> all() {
    return List.of(
        on("Node unreachable", NODE_UNREACHABLE, GTE, 1, Duration.ofMinutes(2)),
        on("Mode transition failed or mode unknown", MODE_CONDITION, GTE, 3, Duration.ofMinutes(2)),
        on("Mode degraded", MODE_CONDITION, EQ, 2, Duration.ofMinutes(10)),
        on("A unit was given up", REPAIRS_GIVEN_UP, GTE, 1, Duration.ZERO),
        on("Model server failed", MODEL_SERVER_STATE, GTE, ModelServerState.FAILED, Duration.ZERO),
        on("GPU hot", GPU_TEMPERATURE, GTE, 87, Duration.ofMinutes(2)),
        on("GPU memory has uncorrectable errors", GPU_ECC_UNCORRECTED, GT, 0, Duration.ZERO),
        on("GPU error, fatal or unknown (XID)", GPU_XID_FATAL, GT, 0, Duration.ZERO),
        on("GPU gone", GPU_GONE, GTE, 1, Duration.ofMinutes(2)),
        on("Node answers in part", NODE_INCOMPLETE, GTE, 1, Duration.ofMinutes(10)),
        off("GPU application error (XID 13)", GPU_XID, EQ, 13, Duration.ZERO),
        off("GPU application error (XID 31)", GPU_XID, EQ, 31, Duration.ZERO),
        off("GPU application error (XID 43)", GPU_XID, EQ, 43, Duration.ZERO),
        off("GPU clocks held down", GPU_THROTTLE, GT, 0, Duration.ofMinutes(15)),
        off("GPU memory nearly full", GPU_MEMORY_PERCENT, GTE, 98, Duration.ofMinutes(10)),
        off("GPU idle", GPU_UTILIZATION, LT, 5, Duration.ofHours(1)),
        off("Slurm queue long", SLURM_QUEUE_PENDING, GT, 100, Duration.ofMinutes(30)),
        on("vLLM requests pile up", VLLM_REQUESTS_WAITING, GT, 50, Duration.ofMinutes(5)),
        on("vLLM makes no progress", VLLM_REQUESTS_STUCK, GT, 0, Duration.ofMinutes(5)),
        on("Pod failed", POD_FAILED, GTE, 1, Duration.ZERO),
        on("Pod not declared", POD_ORPHAN, GTE, 1, Duration.ofMinutes(10)),
        off("Pod idle", POD_IDLE, GTE, 3600, Duration.ZERO),
        off("vLLM KV cache full", VLLM_KV_CACHE, GTE, 98, Duration.ofMinutes(10)));
  }

  /** Rules that shipped earlier and of which others have taken the place, by their names. */
  public static List<String> replaced() {
    return List.of(
        "GPU uncorrectable memory error (XID 48)",
        "GPU internal micro-controller halted (XID 62)",
        "GPU memory row could not be remapped (XID 64)",
        "GPU NVLink error (XID 74)",
        "GPU fell off the bus (XID 79)",
        "GPU uncontained memory error (XID 95)",
        "GPU GSP does not answer (XID 119)",
        "GPU GSP error (XID 120)");
  }

  private static RuleSpec on(
      String name, Metric metric, Condition condition, double threshold, Duration duration) {
    return new RuleSpec(name, metric, condition, threshold, duration, Optional.empty(), true);
  }

  private static RuleSpec off(
      String name, Metric metric, Condition condition, double threshold, Duration duration) {
    return new RuleSpec(name, metric, condition, threshold, duration, Optional.empty(), false);
  }
}
