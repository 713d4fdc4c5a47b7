package org.dubnium.fleet.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dubnium.fleet.domain.Metric;

/** What a rule may be about. The names are those of the HTTP API and are stored. */
public enum AlertMetric {
  GPU_UTILIZATION(Metric.GPU_UTILIZATION, "%"),
  GPU_MEMORY_USED(Metric.GPU_MEMORY_USED, "MiB"),
  /** Used memory in percent of the GPU's total, derived from the two. */
  GPU_MEMORY_PERCENT("%"),
  GPU_TEMPERATURE(Metric.GPU_TEMPERATURE, "°C"),
  GPU_POWER(Metric.GPU_POWER, "W"),
  /**
   * Code of the gravest XID that is told, which mostly is the last. An event has no duration: it
   * counts at once.
   */
  GPU_XID(Metric.GPU_XID, ""),
  /** The same, of the codes alone that are fatal, may well be, or are not known. */
  GPU_XID_FATAL(Metric.GPU_XID, ""),
  /** 1 for a GPU that its node told of earlier and tells of no more, else 0. */
  GPU_GONE(""),
  GPU_ECC_UNCORRECTED(Metric.GPU_ECC_UNCORRECTED, ""),
  GPU_THROTTLE(Metric.GPU_THROTTLE, ""),
  SLURM_CPUS_ALLOC(Metric.SLURM_CPUS_ALLOC, ""),
  SLURM_QUEUE_PENDING(Metric.SLURM_QUEUE_PENDING, ""),
  SLURM_QUEUE_RUNNING(Metric.SLURM_QUEUE_RUNNING, ""),
  VLLM_REQUESTS_RUNNING(Metric.VLLM_REQUESTS_RUNNING, ""),
  VLLM_REQUESTS_WAITING(Metric.VLLM_REQUESTS_WAITING, ""),
  VLLM_KV_CACHE(Metric.VLLM_KV_CACHE, "%"),
  /**
   * Requests that wait while none runs: 0 as long as one does. An engine that hangs shows so, while
   * its server's {@code /health} says 200 (vLLM issue 39863).
   */
  VLLM_REQUESTS_STUCK(""),
  /** 1 for a node that did not answer the last time it was asked, else 0. */
  NODE_UNREACHABLE(""),
  /** 1 for a node that answers, but not with all that it would tell if all were well, else 0. */
  NODE_INCOMPLETE(""),
  /** How the mode of a host stands, as {@link #ofModeCondition} counts. */
  MODE_CONDITION(""),
  /** Units of a host that its mode controller has given up starting. */
  REPAIRS_GIVEN_UP(""),
  /** Failed attempts of a notification that was given up. Made by the delivery, not by a rule. */
  CHANNEL_FAILING("");

  private static final Map<String, AlertMetric> BY_TEXT =
      Arrays.stream(values()).collect(Collectors.toMap(AlertMetric::text, Function.identity()));

  private final Optional<Metric> source;
  private final String unit;

  AlertMetric(Metric source, String unit) {
    this.source = Optional.of(source);
    this.unit = unit;
  }

  AlertMetric(String unit) {
    this.source = Optional.empty();
    this.unit = unit;
  }

  /** What is measured for it; empty for what is not a reading of its own. */
  public Optional<Metric> source() {
    return source;
  }

  /** Of its values; empty for plain numbers. */
  public String unit() {
    return unit;
  }

  /** Whether it tells what happened, rather than how something is. */
  public boolean isEvent() {
    return this == GPU_XID || this == GPU_XID_FATAL;
  }

  /** Whether an alert about it ends when somebody acknowledges it, as nothing else may ever end it. */
  public boolean endsByAcknowledgement() {
    return isEvent() || this == GPU_GONE;
  }

  /** Whether a value is one that any rule about it may be about. */
  boolean counts(double value) {
    return switch (this) {
      case GPU_XID -> value != 0;
      case GPU_XID_FATAL -> value != 0 && XidGravity.isCritical(value);
      default -> true;
    };
  }

  /** Whether a rule may be made about it. */
  public boolean isForRules() {
    return this != CHANNEL_FAILING;
  }

  /** {@code gpu_memory_percent} and so on. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<AlertMetric> parse(String text) {
    return Optional.ofNullable(BY_TEXT.get(text));
  }

  /**
   * A mode's condition as a number that grows with its gravity: 0 settled, 1 transitioning, 2
   * degraded, 3 failed-transition, 4 for what is unknown.
   *
   * @param condition the property {@code Condition} of {@code org.dubnium.ModeController}
   */
  public static double ofModeCondition(String condition) {
    return switch (condition) {
      case "settled" -> 0;
      case "transitioning" -> 1;
      case "degraded" -> 2;
      case "failed-transition" -> 3;
      default -> 4;
    };
  }
}
