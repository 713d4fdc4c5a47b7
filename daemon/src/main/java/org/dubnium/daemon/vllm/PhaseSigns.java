package org.dubnium.daemon.vllm;

import static org.dubnium.daemon.domain.server.LoadPhase.COMPILE;
import static org.dubnium.daemon.domain.server.LoadPhase.CONFIG;
import static org.dubnium.daemon.domain.server.LoadPhase.CUDA_GRAPHS;
import static org.dubnium.daemon.domain.server.LoadPhase.DISTRIBUTED;
import static org.dubnium.daemon.domain.server.LoadPhase.DOWNLOAD;
import static org.dubnium.daemon.domain.server.LoadPhase.ENGINE_READY;
import static org.dubnium.daemon.domain.server.LoadPhase.ENGINE_SPAWN;
import static org.dubnium.daemon.domain.server.LoadPhase.HTTP_START;
import static org.dubnium.daemon.domain.server.LoadPhase.KV_CACHE;
import static org.dubnium.daemon.domain.server.LoadPhase.LOAD_DRAFTER;
import static org.dubnium.daemon.domain.server.LoadPhase.LOAD_WEIGHTS;
import static org.dubnium.daemon.domain.server.LoadPhase.PROFILE;
import static org.dubnium.daemon.domain.server.LoadPhase.START;
import static org.dubnium.daemon.domain.server.LoadPhase.WARMUP;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.daemon.domain.server.LoadPhase;
import org.dubnium.daemon.domain.server.LoadProgress;

/**
 * The lines by which vLLM 0.6 to 0.28 shows what it does, of engines V0 and V1. Source: its own loggers, at the
 * tags of these versions; whole logs of each family are in the tests' {@code vllm-logs}.
 */
final class PhaseSigns {

  /**
   * A line that proves a phase.
   *
   * @param literal what such a line has at the place where it is looked for
   * @param isPrefix whether it begins with that
   */
  private record Sign(LoadPhase phase, String literal, boolean isPrefix) {

    boolean fits(String message) {
      return isPrefix ? message.startsWith(literal) : message.contains(literal);
    }
  }

  /** In the order of the phases; of several that fit a line, the first counts. */
  private static final List<Sign> SIGNS =
      List.of(
          begins(START, "vLLM API server version "),
          begins(START, "vLLM server version "),
          begins(CONFIG, "args: Namespace("),
          begins(CONFIG, "non-default args: {"),
          begins(CONFIG, "Resolved architecture: "),
          begins(CONFIG, "Using max model len "),
          begins(ENGINE_SPAWN, "Started engine process with PID "),
          begins(ENGINE_SPAWN, "Waiting for init message from front-end."),
          begins(ENGINE_SPAWN, "Initializing a V0 LLM engine (v"),
          begins(ENGINE_SPAWN, "Initializing a V1 LLM engine (v"),
          begins(ENGINE_SPAWN, "Initializing an LLM engine (v"),
          has(DISTRIBUTED, " is assigned as DP rank"),
          has(DISTRIBUTED, " distributed_init_method="),
          begins(DISTRIBUTED, "vLLM is using nccl=="),
          begins(DOWNLOAD, "Starting to load model "),
          begins(DOWNLOAD, "Loading model from scratch..."),
          begins(DOWNLOAD, "Using model weights format "),
          begins(LOAD_WEIGHTS, "Time spent downloading weights for "),
          begins(LOAD_WEIGHTS, "Filesystem type for checkpoints: "),
          begins(LOAD_WEIGHTS, "Loading weights took "),
          begins(LOAD_DRAFTER, "Loading drafter model..."),
          has(COMPILE, " for vLLM's torch.compile"),
          begins(COMPILE, "vLLM's torch.compile cache is disabled."),
          begins(COMPILE, "Dynamo bytecode transform time: "),
          begins(COMPILE, "Directly load the compiled graph"),
          begins(COMPILE, "Directly load AOT compilation from path"),
          begins(COMPILE, "Cache the graph "),
          begins(COMPILE, "saved AOT compiled function to"),
          begins(COMPILE, "Compiling a graph for "),
          begins(PROFILE, "torch.compile takes "),
          begins(PROFILE, "torch.compile took "),
          begins(PROFILE, "Profiling CUDA graph memory: "),
          begins(PROFILE, "Estimated CUDA graph memory: "),
          begins(PROFILE, "Initial profiling/warmup run took "),
          begins(PROFILE, "Memory profiling takes "),
          begins(KV_CACHE, "Available KV cache memory: "),
          begins(KV_CACHE, "GPU KV cache size: "),
          begins(KV_CACHE, "Maximum concurrency for "),
          begins(KV_CACHE, "# GPU blocks: "),
          begins(KV_CACHE, "# cuda blocks: "),
          has(KV_CACHE, " memory for KV Cache as specified by kv_cache_memory_bytes"),
          has(WARMUP, "[Autotuner]: Autotuning process "),
          begins(WARMUP, "Compile and warming up model for size "),
          begins(CUDA_GRAPHS, "Capturing cudagraphs for decoding."),
          begins(CUDA_GRAPHS, "Capturing the model for CUDA graphs."),
          begins(CUDA_GRAPHS, "Graph capturing finished in "),
          begins(ENGINE_READY, "init engine (profile, create kv cache, warmup model) took "),
          has(HTTP_START, "vllm cache_config_info with initialization after num_gpu_blocks is: "),
          begins(HTTP_START, "Supported tasks: "),
          begins(HTTP_START, "Supported_tasks: "),
          begins(HTTP_START, "Starting vLLM API server "),
          begins(HTTP_START, "Starting vLLM server on "),
          begins(HTTP_START, "Available routes are:"),
          begins(HTTP_START, "Started server process ["),
          begins(HTTP_START, "Waiting for application startup."),
          begins(HTTP_START, "Application startup complete."));

  /** The logo of 0.15 and later has the version in one of its lines. */
  private static final Pattern LOGO = Pattern.compile("^[ \u2580-\u259F]{1,80} version +\\S");

  private static final Pattern PREFETCH =
      Pattern.compile("^Prefetching checkpoint files: \\d{1,3}% \\((?<done>\\d{1,9})/(?<total>\\d{1,9})\\)");

  /** Bars of weights: tqdm with vLLM's {@code bar_format}. Numbers are those of files or of tensors. */
  private static final Pattern WEIGHTS =
      Pattern.compile(
          "(?:checkpoint shards(?: \\(eager\\))?|Model Streamer|Fastsafetensor loader|InstantTensor loader"
              + "|Multi-thread loading (?:pt checkpoint )?shards): +\\d{1,3}% Completed \\|"
              + " (?<done>[\\d.]{1,12}[kMGTPE]?)/(?<total>[\\d.?]{1,12}[kMGTPE]?)(?= |$)");

  /** tqdm's own form, with a bar between two strokes. */
  private static final Pattern BAR =
      Pattern.compile(
          "(?<what>[^:%|]{1,80}): +\\d{1,3}%\\|[^|]{0,200}\\| (?<done>\\d{1,9})/(?<total>\\d{1,9})(?= |$)");

  /** The longest bar, with the name of its process, in characters. */
  private static final int LONGEST_BAR = 400;

  private PhaseSigns() {}

  /** What a line proves; empty for one that nobody knows. */
  static Optional<LoadProgress> of(LogRecord line) {
    Optional<LoadProgress> counted =
        line.text().indexOf('%') >= 0 ? counted(line) : Optional.empty();
    return counted.or(() -> named(line.message()));
  }

  /** Whether the line says that a rank has its weights in the GPU's memory. */
  static boolean isLoaded(LogRecord line) {
    return line.message().startsWith("Model loading took ")
        || line.message().startsWith("Loading model weights took ");
  }

  /** Whether it says that nothing will be compiled: there is no such phase then. */
  static boolean compilesNothing(LogRecord line) {
    String message = line.message();
    return message.startsWith("Initializing a V0 LLM engine (v")
        || message.startsWith("Initializing an LLM engine (v0.6.")
        || message.startsWith("Initializing an LLM engine (v0.7.")
        || (message.startsWith("Initializing a") && message.contains("enforce_eager=True"))
        || message.startsWith("Enforce eager set, disabling torch.compile")
        || message.startsWith("Cudagraph is disabled under eager mode");
  }

  private static Optional<LoadProgress> named(String message) {
    for (Sign sign : SIGNS) {
      if (sign.fits(message)) {
        return Optional.of(LoadProgress.at(sign.phase()));
      }
    }
    return LOGO.matcher(message).find()
        ? Optional.of(LoadProgress.at(START))
        : Optional.empty();
  }

  /** Searched for, since lines of several processes run into each other. */
  private static Optional<LoadProgress> counted(LogRecord line) {
    Matcher prefetch = PREFETCH.matcher(line.message());
    if (prefetch.find()) {
      return Optional.of(progress(LOAD_WEIGHTS, prefetch));
    }
    String end = end(line.text());
    Matcher weights = WEIGHTS.matcher(end);
    if (weights.find()) {
      return Optional.of(progress(LOAD_WEIGHTS, weights));
    }
    Matcher bar = BAR.matcher(end);
    if (bar.find()) {
      boolean graphs = bar.group("what").contains("Capturing CUDA graph");
      return Optional.of(progress(graphs ? CUDA_GRAPHS : WARMUP, bar));
    }
    return Optional.empty();
  }

  /** The end of a line, where a bar would be: the search of a long line is bounded. */
  private static String end(String text) {
    return text.substring(Math.max(0, text.length() - LONGEST_BAR));
  }

  private static LoadProgress progress(LoadPhase phase, Matcher bar) {
    long total = number(bar.group("total"));
    long done = number(bar.group("done"));
    return total > 0 && done <= total ? new LoadProgress(phase, done, total) : LoadProgress.at(phase);
  }

  /** A number of tqdm's; one that is abbreviated or unknown is 0: it counts bytes, not things. */
  private static long number(String text) {
    return text.chars().allMatch(digit -> digit >= '0' && digit <= '9') && text.length() <= 9
        ? Long.parseLong(text)
        : 0;
  }

  private static Sign begins(LoadPhase phase, String literal) {
    return new Sign(phase, literal, true);
  }

  private static Sign has(LoadPhase phase, String literal) {
    return new Sign(phase, literal, false);
  }
}
