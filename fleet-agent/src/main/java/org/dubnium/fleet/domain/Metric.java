package org.dubnium.fleet.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is measured, of a GPU or of a node as a whole. The order is that of the declaration; the names
 * are stored and must not change.
 */
public enum Metric {
  /** Percent of the last sample period in which a kernel ran. */
  GPU_UTILIZATION(Of.GPU),
  /** Percent of the last sample period in which memory was read or written. */
  GPU_MEMORY_UTILIZATION(Of.GPU),
  /** MiB. */
  GPU_MEMORY_USED(Of.GPU),
  /** MiB. */
  GPU_MEMORY_FREE(Of.GPU),
  /** MiB. */
  GPU_MEMORY_TOTAL(Of.GPU),
  /** Degrees Celsius of the die. */
  GPU_TEMPERATURE(Of.GPU),
  /** Degrees Celsius of the memory. */
  GPU_MEMORY_TEMPERATURE(Of.GPU),
  /** Watt. */
  GPU_POWER(Of.GPU),
  /** Watt that the board may take. */
  GPU_POWER_LIMIT(Of.GPU),
  /** Millijoule since the driver was loaded. */
  GPU_ENERGY(Of.GPU),
  /** MHz. */
  GPU_SM_CLOCK(Of.GPU),
  /** MHz. */
  GPU_MEMORY_CLOCK(Of.GPU),
  /** Percent of the encoder's time. */
  GPU_ENCODER_UTILIZATION(Of.GPU),
  /** Percent of the decoder's time. */
  GPU_DECODER_UTILIZATION(Of.GPU),
  /** Percent of the fan's highest speed. */
  GPU_FAN_SPEED(Of.GPU),
  /** Errors since the driver was loaded. */
  GPU_ECC_CORRECTED(Of.GPU),
  /** Errors since the driver was loaded. */
  GPU_ECC_UNCORRECTED(Of.GPU),
  /** How many reasons are in force for clocks below the highest, idleness not counted. */
  GPU_THROTTLE(Of.GPU),
  /** Code of the last XID event; 0 for none. */
  GPU_XID(Of.GPU),
  /** Replayed PCIe transactions since the driver was loaded. */
  GPU_PCIE_REPLAYS(Of.GPU),

  /** Runnable tasks, averaged over a minute. */
  NODE_LOAD(Of.NODE),
  /** Seconds of CPU time that all CPUs were not idle, since boot. */
  NODE_CPU_BUSY(Of.NODE),
  /** MiB. */
  NODE_MEMORY_AVAILABLE(Of.NODE),
  /** MiB. */
  NODE_MEMORY_TOTAL(Of.NODE),
  /** Requests that a vLLM server answers now. */
  VLLM_REQUESTS_RUNNING(Of.NODE),
  /** Requests that wait at a vLLM server. */
  VLLM_REQUESTS_WAITING(Of.NODE),
  /** Part of the KV cache that is in use, in percent. */
  VLLM_KV_CACHE(Of.NODE),
  /** Tokens of prompts since the server's start. */
  VLLM_PROMPT_TOKENS(Of.NODE),
  /** Tokens generated since the server's start. */
  VLLM_GENERATION_TOKENS(Of.NODE),

  /** CPUs of a Slurm cluster, and how many of them are allocated. */
  SLURM_CPUS_TOTAL(Of.CLUSTER),
  SLURM_CPUS_ALLOC(Of.CLUSTER),
  SLURM_NODES_TOTAL(Of.CLUSTER),
  SLURM_NODES_IDLE(Of.CLUSTER),
  SLURM_NODES_ALLOC(Of.CLUSTER),
  SLURM_QUEUE_PENDING(Of.CLUSTER),
  SLURM_QUEUE_RUNNING(Of.CLUSTER);

  /** What a metric is of. A Slurm cluster is read like a node that has no GPUs. */
  public enum Of {
    GPU,
    NODE,
    CLUSTER
  }

  private static final Map<String, Metric> BY_TEXT =
      Arrays.stream(values()).collect(Collectors.toMap(Metric::text, Function.identity()));

  private final Of of;

  Metric(Of of) {
    this.of = of;
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
