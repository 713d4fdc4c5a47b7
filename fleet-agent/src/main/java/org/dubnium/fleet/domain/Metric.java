package org.dubnium.fleet.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is measured, of a GPU or of a node as a whole. The order is that of the declaration; the names
 * are stored and must not change. Behind each is the range of what can be: drivers and exporters tell
 * what they do not know as −1, as 2^32 − 1, or as whatever was in memory, and none of that is a
 * reading. Memory of a GPU ends at 16 TiB, of a node at 1 PiB.
 */
public enum Metric {
  /** Percent of the last sample period in which a kernel ran. */
  GPU_UTILIZATION(Of.GPU, 0, 100),
  /** Percent of the last sample period in which memory was read or written. */
  GPU_MEMORY_UTILIZATION(Of.GPU, 0, 100),
  /** MiB. */
  GPU_MEMORY_USED(Of.GPU, 0, 16_777_216),
  /** MiB. */
  GPU_MEMORY_FREE(Of.GPU, 0, 16_777_216),
  /** MiB. */
  GPU_MEMORY_TOTAL(Of.GPU, 0, 16_777_216),
  /** Degrees Celsius of the die. */
  GPU_TEMPERATURE(Of.GPU, -40, 150),
  /** Degrees Celsius of the memory. */
  GPU_MEMORY_TEMPERATURE(Of.GPU, -40, 150),
  /** Watt. */
  GPU_POWER(Of.GPU, 0, 10_000),
  /** Watt that the board may take. */
  GPU_POWER_LIMIT(Of.GPU, 0, 10_000),
  /** Millijoule since the driver was loaded. */
  GPU_ENERGY(Of.GPU, 0, 1e16),
  /** MHz. */
  GPU_SM_CLOCK(Of.GPU, 0, 10_000),
  /** MHz. */
  GPU_MEMORY_CLOCK(Of.GPU, 0, 100_000),
  /** Percent of the encoder's time. */
  GPU_ENCODER_UTILIZATION(Of.GPU, 0, 100),
  /** Percent of the decoder's time. */
  GPU_DECODER_UTILIZATION(Of.GPU, 0, 100),
  /** Percent of the fan's highest speed, which NVML says may be exceeded. */
  GPU_FAN_SPEED(Of.GPU, 0, 200),
  /** Errors since the driver was loaded. */
  GPU_ECC_CORRECTED(Of.GPU, 0, 1e9),
  /** Errors since the driver was loaded. */
  GPU_ECC_UNCORRECTED(Of.GPU, 0, 1e9),
  /** How many reasons are in force for clocks below the highest, idleness not counted. */
  GPU_THROTTLE(Of.GPU, 0, 64),
  /** Code of the last XID event; 0 for none. */
  GPU_XID(Of.GPU, 0, 9_999),
  /** Replayed PCIe transactions since the driver was loaded. */
  GPU_PCIE_REPLAYS(Of.GPU, 0, 2e9),

  /** Runnable tasks, averaged over a minute. */
  NODE_LOAD(Of.NODE, 0, 1e6),
  /** Seconds of CPU time that all CPUs were not idle, since boot. */
  NODE_CPU_BUSY(Of.NODE, 0, 1e13),
  /** MiB. */
  NODE_MEMORY_AVAILABLE(Of.NODE, 0, 1_073_741_824),
  /** MiB. */
  NODE_MEMORY_TOTAL(Of.NODE, 0, 1_073_741_824),
  /** Requests that a vLLM server answers now. */
  VLLM_REQUESTS_RUNNING(Of.NODE, 0, 1e7),
  /** Requests that wait at a vLLM server. */
  VLLM_REQUESTS_WAITING(Of.NODE, 0, 1e7),
  /** Part of the KV cache that is in use, in percent. */
  VLLM_KV_CACHE(Of.NODE, 0, 100),
  /** Tokens of prompts since the server's start. */
  VLLM_PROMPT_TOKENS(Of.NODE, 0, 1e15),
  /** Tokens generated since the server's start. */
  VLLM_GENERATION_TOKENS(Of.NODE, 0, 1e15),

  /** CPUs of a Slurm cluster, and how many of them are allocated. */
  SLURM_CPUS_TOTAL(Of.CLUSTER, 0, 1e9),
  SLURM_CPUS_ALLOC(Of.CLUSTER, 0, 1e9),
  SLURM_NODES_TOTAL(Of.CLUSTER, 0, 1e9),
  SLURM_NODES_IDLE(Of.CLUSTER, 0, 1e9),
  SLURM_NODES_ALLOC(Of.CLUSTER, 0, 1e9),
  SLURM_QUEUE_PENDING(Of.CLUSTER, 0, 1e9),
  SLURM_QUEUE_RUNNING(Of.CLUSTER, 0, 1e9);

  /** What a metric is of. A Slurm cluster is read like a node that has no GPUs. */
  public enum Of {
    GPU,
    NODE,
    CLUSTER
  }

  private static final Map<String, Metric> BY_TEXT =
      Arrays.stream(values()).collect(Collectors.toMap(Metric::text, Function.identity()));

  private final Of of;
  private final double least;
  private final double most;

  Metric(Of of, double least, double most) {
    this.of = of;
    this.least = least;
    this.most = most;
  }

  /** Whether that can be a reading; no for what is no number. */
  public boolean isPossible(double value) {
    return value >= least && value <= most && (this != GPU_XID || value == Math.rint(value));
  }

  public Of of() {
    return of;
  }

  /** {@code gpu_memory_used} and so on: as rules and stores name it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Metric> parse(String text) {
    return Optional.ofNullable(BY_TEXT.get(text));
  }
}
