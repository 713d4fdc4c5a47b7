package org.dubnium.fleet.domain;

import static org.dubnium.fleet.domain.MetricDescription.cluster;
import static org.dubnium.fleet.domain.MetricDescription.gpu;
import static org.dubnium.fleet.domain.MetricDescription.node;
import static org.dubnium.fleet.domain.MetricDescription.pod;
import static org.dubnium.fleet.domain.MetricDescription.server;
import static org.dubnium.fleet.domain.Severity.CRITICAL;
import static org.dubnium.fleet.domain.Severity.ERROR;
import static org.dubnium.fleet.domain.Severity.WARNING;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dubnium.fleet.domain.PrometheusMetric.Scale;

/**
 * What is measured, and all that is to be known of it: of what, in which unit, what can be, how it is
 * exposed, and how an alert about it is told. The names are those of the HTTP API and are stored: they
 * must not change.
 *
 * <p>The range is that of what can be: drivers and exporters tell what they do not know as −1, as
 * 2^32 − 1, or as whatever was in memory, and none of that is a reading. Memory of a GPU ends at 16
 * TiB, of a node at 1 PiB.
 */
public enum Metric {
  GPU_UTILIZATION(
      gpu("GPU utilisation", "%")
          .between(0, 100)
          .dcgm("GPU_UTIL", "GPU utilization (in %).")
          .alerts(WARNING)),
  GPU_MEMORY_UTILIZATION(
      gpu("GPU memory utilisation", "%")
          .between(0, 100)
          .dcgm("MEM_COPY_UTIL", "Memory utilization (in %).")),
  GPU_MEMORY_USED(
      gpu("GPU memory used", "MiB")
          .between(0, 16_777_216)
          .dcgm("FB_USED", "Framebuffer memory used (in MiB).")
          .additive()
          .alerts(WARNING)),
  GPU_MEMORY_FREE(
      gpu("GPU memory free", "MiB")
          .between(0, 16_777_216)
          .dcgm("FB_FREE", "Framebuffer memory free (in MiB).")
          .additive()),
  GPU_MEMORY_TOTAL(
      gpu("GPU memory", "MiB")
          .between(0, 16_777_216)
          .dcgm("FB_TOTAL", "Framebuffer memory (in MiB).")
          .additive()),
  /** Used memory in percent of the total. */
  GPU_MEMORY_PERCENT(gpu("GPU memory used", "%").alerts(WARNING).derived()),
  /** Of the die. */
  GPU_TEMPERATURE(
      gpu("GPU temperature", "°C")
          .between(-40, 150)
          .dcgm("GPU_TEMP", "GPU temperature (in C).")
          .alerts(ERROR)),
  GPU_MEMORY_TEMPERATURE(
      gpu("GPU memory temperature", "°C")
          .between(-40, 150)
          .dcgm("MEMORY_TEMP", "Memory temperature (in C).")),
  GPU_POWER(
      gpu("GPU power", "W")
          .between(0, 10_000)
          .dcgm("POWER_USAGE", "Power draw (in W).")
          .alerts(WARNING)),
  /** What the board may take. */
  GPU_POWER_LIMIT(
      gpu("GPU power limit", "W")
          .between(0, 10_000)
          .dcgm("POWER_MGMT_LIMIT", "Power limit (in W).")),
  /** Since the driver was loaded. */
  GPU_ENERGY(
      gpu("GPU energy", "mJ")
          .between(0, 1e16)
          .dcgmCounter("TOTAL_ENERGY_CONSUMPTION", "Energy since boot (in mJ).")),
  GPU_SM_CLOCK(
      gpu("GPU clock", "MHz")
          .between(0, 10_000)
          .dcgm("SM_CLOCK", "SM clock frequency (in MHz).")),
  GPU_MEMORY_CLOCK(
      gpu("GPU memory clock", "MHz")
          .between(0, 100_000)
          .dcgm("MEM_CLOCK", "Memory clock frequency (in MHz).")),
  GPU_ENCODER_UTILIZATION(
      gpu("GPU encoder utilisation", "%")
          .between(0, 100)
          .dcgm("ENC_UTIL", "Encoder utilization (in %).")),
  GPU_DECODER_UTILIZATION(
      gpu("GPU decoder utilisation", "%")
          .between(0, 100)
          .dcgm("DEC_UTIL", "Decoder utilization (in %).")),
  /** Of its highest speed, which NVML says may be exceeded. */
  GPU_FAN_SPEED(gpu("GPU fan speed", "%").between(0, 200).dcgm("FAN_SPEED", "Fan speed (in %).")),
  /** Since the driver was loaded, as is the next. */
  GPU_ECC_CORRECTED(
      gpu("Corrected memory errors", "")
          .between(0, 1e9)
          .dcgmCounter("ECC_SBE_VOL_TOTAL", "Single-bit volatile ECC errors.")),
  GPU_ECC_UNCORRECTED(
      gpu("Uncorrectable memory errors", "")
          .between(0, 1e9)
          .dcgmCounter("ECC_DBE_VOL_TOTAL", "Double-bit volatile ECC errors.")
          .alerts(CRITICAL)),
  /**
   * How many reasons there are now for clocks below the highest, idleness not counted. Its name is ours:
   * DCGM's {@code CLOCKS_EVENT_REASONS} is a bit mask, and which bits were set does not follow from how
   * many there were.
   */
  GPU_THROTTLE(
      gpu("Reasons for lower clocks", "")
          .between(0, 64)
          .gauge(
              "gpu_throttle", "Reasons in force for clocks below the highest, idleness not counted.")
          .alerts(WARNING)),
  /** Code of the gravest XID that is told, which mostly is the last; 0 for none. */
  GPU_XID(
      gpu("GPU error code (XID)", "")
          .between(0, 9_999)
          .dcgm("XID_ERRORS", "Value of the last XID error encountered.")
          .alerts(XidSeverity::of)
          .worded((code, _) -> XidSeverity.words(code))
          .event()),
  /** The same, of the codes alone that are fatal, may well be, or are not known. */
  GPU_XID_FATAL(
      gpu("GPU error code (XID), fatal or unknown", "")
          .alerts(XidSeverity::of)
          .worded((code, _) -> XidSeverity.words(code))
          .event()
          .derived()),
  /** 1 for a GPU that its node told of earlier and tells of no more, else 0. */
  GPU_GONE(
      gpu("GPU gone (1 = yes)", "")
          .alerts(CRITICAL)
          .worded(
              (_, uuid) ->
                  "the GPU"
                      + uuid.map(id -> " (" + id + ")").orElse("")
                      + " is gone: the node answers without it")
          .derived()),
  /** Replayed PCIe transactions since the driver was loaded. */
  GPU_PCIE_REPLAYS(
      gpu("PCIe replays", "").between(0, 2e9).dcgmCounter("PCIE_REPLAY_COUNTER", "PCIe retries.")),

  NODE_LOAD(
      node("Load", "").between(0, 1e6).gauge("node_load", "Runnable tasks, averaged over a minute.")),
  NODE_CPU_BUSY(
      node("CPU time", "s")
          .between(0, 1e13)
          .counter(
              "node_cpu_busy_seconds_total", "CPU time that all CPUs were not idle, since boot.")),
  NODE_MEMORY_AVAILABLE(
      node("Memory available", "MiB")
          .between(0, 1_073_741_824)
          .gauge(
              "node_memory_available_bytes",
              "Memory that can be had without swapping.",
              Scale.BYTES)),
  NODE_MEMORY_TOTAL(
      node("Memory", "MiB")
          .between(0, 1_073_741_824)
          .gauge("node_memory_bytes", "Memory of the node.", Scale.BYTES)),
  /** 1 for a node that did not answer the last time it was asked, else 0. */
  NODE_UNREACHABLE(
      node("Node unreachable (1 = yes)", "")
          .alerts(CRITICAL)
          .worded("the node does not answer")
          .derived()),
  /** 1 for a node that answers, but not with all that it would tell if all were well, else 0. */
  NODE_INCOMPLETE(
      node("Node answers in part (1 = yes)", "")
          .alerts(WARNING)
          .worded((_, why) -> "the node answers in part" + why.map(text -> ": " + text).orElse(""))
          .derived()),
  /** How the mode of a host stands: see {@link ModeCondition}. */
  MODE_CONDITION(
      node("Mode condition (0 settled … 4 unknown)", "")
          .between(0, 4)
          .alerts(ModeCondition::severity)
          .worded((value, _) -> ModeCondition.words(value))),
  /** Units of a host that its mode controller has given up starting. */
  REPAIRS_GIVEN_UP(
      node("Units given up", "")
          .between(0, 1e6)
          .alerts(ERROR)
          .worded(
              (value, _) -> Decimals.text(value) + " units do not start and were given up")),

  /** How the model server of a host is: see {@link ModelServerState}. */
  MODEL_SERVER_STATE(
      server("Model server (0 off … 5 failed)", "")
          .between(0, 5)
          .alerts(ModelServerState::severity)
          .worded(ModelServerState::words)),
  /** Since the model server was started, while it loads; so is the next. */
  MODEL_LOAD_SECONDS(server("Loading the model", "s").between(0, 1e6)),
  /** How much of its present phase is done, where the server says that. */
  MODEL_LOAD_PROGRESS(server("Loading the model, of its phase", "%").between(0, 100)),

  /** Requests that are answered now. */
  VLLM_REQUESTS_RUNNING(
      server("vLLM requests running", "")
          .between(0, 1e7)
          .gauge("vllm_requests_running", "Requests that a vLLM server answers now.")
          .alerts(WARNING)),
  VLLM_REQUESTS_WAITING(
      server("vLLM requests waiting", "")
          .between(0, 1e7)
          .gauge("vllm_requests_waiting", "Requests that wait at a vLLM server.")
          .alerts(WARNING)),
  /**
   * Requests that wait while none runs: 0 as long as one does. An engine that hangs shows so, while
   * its server's {@code /health} says 200 (vLLM issue 39863).
   */
  VLLM_REQUESTS_STUCK(
      server("vLLM requests waiting while none runs", "").alerts(WARNING).derived()),
  VLLM_KV_CACHE(
      server("vLLM KV cache in use", "%")
          .between(0, 100)
          .gauge("vllm_kv_cache_ratio", "Part of the KV cache that is in use.", Scale.RATIO)
          .alerts(WARNING)),
  /** Since the server's start, as is the next. */
  VLLM_PROMPT_TOKENS(
      server("vLLM prompt tokens", "")
          .between(0, 1e15)
          .counter("vllm_prompt_tokens_total", "Tokens of prompts since the server's start.")),
  VLLM_GENERATION_TOKENS(
      server("vLLM generated tokens", "")
          .between(0, 1e15)
          .counter(
              "vllm_generation_tokens_total", "Tokens generated since the server's start.")),

  SLURM_CPUS_TOTAL(cluster("Slurm CPUs").sumOf("cpus", "state", ".+")),
  SLURM_CPUS_ALLOC(
      cluster("Slurm CPUs allocated").sumOf("cpus", "state", "allocated").alerts(WARNING)),
  SLURM_NODES_TOTAL(cluster("Slurm nodes").sumOf("nodes", "status", ".+")),
  SLURM_NODES_IDLE(cluster("Slurm nodes idle").sumOf("nodes", "status", "idle")),
  SLURM_NODES_ALLOC(cluster("Slurm nodes allocated").sumOf("nodes", "status", "alloc|mix")),
  SLURM_QUEUE_PENDING(
      cluster("Slurm jobs pending").sumOf("jobs", "state", "pending").alerts(WARNING)),
  SLURM_QUEUE_RUNNING(
      cluster("Slurm jobs running").sumOf("jobs", "state", "running").alerts(WARNING)),

  /** What RunPod bills for it now; 0 for a stopped one, whose disk is billed nevertheless. */
  POD_COST_PER_HOUR(
      pod("Cost of the pod per hour", "USD")
          .between(0, 1e6)
          .gauge("pod_cost_per_hour_dollars", "What a rented pod costs per hour now.")
          .alerts(WARNING)),
  /** Reckoned since midnight UTC. */
  POD_COST_TODAY(
      pod("Cost of the pod today", "USD")
          .between(0, 1e9)
          .gauge("pod_cost_today_dollars", "What a rented pod has cost since midnight UTC.")
          .alerts(WARNING)),
  /** How long its GPUs are idle and its service has no requests; 0 while it works. */
  POD_IDLE(
      pod("Pod idle", "s")
          .between(0, 1e9)
          .gauge("pod_idle_seconds", "How long a rented pod has done nothing.")
          .alerts(WARNING)),
  /** 1 for a pod of this fleet that no declaration wants, else 0. */
  POD_ORPHAN(
      pod("Pod not declared (1 = yes)", "")
          .between(0, 1)
          .gauge("pod_orphan", "Whether a rented pod of this fleet is wanted by no declaration.")
          .alerts(ERROR)
          .worded(
              "no declaration wants the pod, and it is billed: destroy it, or declare and adopt it")),
  /** 1 for a pod that should serve and has died, vanished or answers no more, else 0. */
  POD_FAILED(
      pod("Pod failed (1 = yes)", "")
          .between(0, 1)
          .gauge("pod_failed", "Whether a rented pod that should serve does not any longer.")
          .alerts(CRITICAL)
          .worded((_, why) -> "the pod fails" + why.map(text -> ": " + text).orElse(""))),

  /** Failed attempts of a notification that was given up. Made by the delivery, not by a rule. */
  CHANNEL_FAILING(
      node("Failed attempts of a notification", "")
          .alerts(ERROR)
          .worded((_, why) -> why.orElse("the channel fails"))
          .derived());

  private static final Map<String, Metric> BY_TEXT =
      Arrays.stream(values()).collect(Collectors.toMap(Metric::text, Function.identity()));

  @SuppressWarnings("ImmutableEnumChecker") // Nobody changes it once it is built.
  private final MetricDescription description;

  Metric(MetricDescription description) {
    this.description = description;
  }

  /** What it is of. */
  public SubjectKind kind() {
    return description.kind;
  }

  /** For people. */
  public String title() {
    return description.title;
  }

  /** Of its values; empty for plain numbers. */
  public String unit() {
    return description.unit;
  }

  /** Whether that can be a reading; no for what is no number. */
  public boolean isPossible(double value) {
    return value >= description.least
        && value <= description.most
        && (this != GPU_XID || value == Math.rint(value));
  }

  /** Whether the values of a GPU's MIG instances add up to that of the GPU; if not, the greatest is the GPU's. */
  public boolean isAdditive() {
    return description.additive;
  }

  /** Whether it is kept; what is derived is judged by rules alone. */
  public boolean isKept() {
    return !description.derived;
  }

  /** How it is exposed for Prometheus; empty if it is not. */
  public Optional<PrometheusMetric> prometheus() {
    return description.prometheus;
  }

  /** Whether a rule may be about it. */
  public boolean isForRules() {
    return description.severity.isPresent() && this != CHANNEL_FAILING;
  }

  /** Whether it tells what happened, rather than how something is: that has no duration. */
  public boolean isEvent() {
    return description.event;
  }

  /** Whether an alert about it ends when somebody acknowledges it, as nothing else may ever end it. */
  public boolean endsByAcknowledgement() {
    return isEvent() || this == GPU_GONE;
  }

  /** Whether a value is one that any rule about it may be about. */
  public boolean counts(double value) {
    return switch (this) {
      case GPU_XID -> value != 0;
      case GPU_XID_FATAL -> value != 0 && XidSeverity.isCritical(value);
      default -> true;
    };
  }

  /** Of an alert about that value: rules carry none. */
  public Severity severity(double value) {
    return description.severity.map(grave -> grave.apply(value)).orElse(WARNING);
  }

  /**
   * What an alert says of a value; empty for the usual comparison with the threshold.
   *
   * @param detail what else is known
   */
  public Optional<String> words(double value, Optional<String> detail) {
    return description.wording.map(words -> words.apply(value, detail));
  }

  /** {@code gpu_memory_used} and so on. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Metric> parse(String text) {
    return Optional.ofNullable(BY_TEXT.get(text));
  }

  /** A copy that cannot be changed, in the order of the declaration. */
  static Map<Metric, Double> sorted(Map<Metric, Double> values) {
    EnumMap<Metric, Double> copy = new EnumMap<>(Metric.class);
    copy.putAll(values);
    return Collections.unmodifiableMap(copy);
  }
}
