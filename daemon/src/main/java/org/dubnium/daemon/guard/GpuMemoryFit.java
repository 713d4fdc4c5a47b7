package org.dubnium.daemon.guard;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.classify.Words;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.observation.GpuIdentity;
import org.dubnium.daemon.domain.observation.Reading;

/** Denies if the model that a mode is to serve cannot fit the compute GPUs; see {@link GpuFit}. */
final class GpuMemoryFit implements Guard {

  private static final double GIB = 1L << 30;

  @Override
  public Verdict judge(GuardInput input) {
    Objections objections = new Objections();
    GpuFit.concerning(input).ifPresent(fit -> judge(fit, objections));
    return objections.verdict();
  }

  private static void judge(Reading<GpuFit> reading, Objections objections) {
    switch (reading) {
      case Reading.Unavailable<GpuFit>(String why) -> objections.cannotTell(why);
      case Reading.Value<GpuFit>(GpuFit fit) -> {
        switch (fit.shortage()) {
          case NONE -> {}
          case GPUS ->
              objections.deny(
                  "gpus-too-few",
                  "the model is to be spread over %d GPUs, and there are %d for compute (lower"
                          .formatted(fit.gpusNeeded(), fit.gpusPresent())
                      + " --tensor-parallel-size in /etc/dubnium/vllm.env)",
                  Map.of(
                      "needed", Long.toString(fit.gpusNeeded()),
                      "present", Long.toString(fit.gpusPresent())));
          case FREE_MEMORY ->
              objections.deny(
                  "gpu-memory-reserved",
                  ("vLLM is to take %s of %s, and a released GPU may have no more than %s of %s free"
                          + " (lower --gpu-memory-utilization in /etc/dubnium/vllm.env, or"
                          + " gpuRelease.residualMiB)")
                      .formatted(
                          gib(fit.budgetBytes()),
                          gpu(fit.gpu()),
                          gib(fit.freeBytes()),
                          gib(fit.totalBytes())),
                  params(fit));
          case AVAILABLE_MEMORY ->
              objections.deny(
                  "unified-memory-short",
                  ("the model needs at least %s of %s, whose memory is the machine's, and %s of %s are"
                          + " available (end what uses most of it, or choose a smaller model)")
                      .formatted(
                          gib(fit.needBytes()),
                          gpu(fit.gpu()),
                          gib(fit.freeBytes()),
                          gib(fit.totalBytes())),
                  params(fit));
          case MEMORY ->
              objections.deny(
                  "gpu-memory-short",
                  ("the model needs at least %s of %s, %s for weights and %s for one sequence, and"
                          + " vLLM is to take %s (choose a smaller model, lower --max-model-len, or"
                          + " spread it with --tensor-parallel-size, in /etc/dubnium/vllm.env)")
                      .formatted(
                          gib(fit.needBytes()),
                          gpu(fit.gpu()),
                          gib(fit.weightsBytes()),
                          gib(fit.kvCacheBytes()),
                          gib(fit.budgetBytes())),
                  params(fit));
        }
      }
    }
  }

  private static Map<String, String> params(GpuFit fit) {
    return Map.of(
        "gpu", fit.gpu().map(GpuIdentity::uuid).orElse(""),
        "need-bytes", Long.toString(fit.needBytes()),
        "weights-bytes", Long.toString(fit.weightsBytes()),
        "kv-cache-bytes", Long.toString(fit.kvCacheBytes()),
        "budget-bytes", Long.toString(fit.budgetBytes()),
        "free-bytes", Long.toString(fit.freeBytes()));
  }

  private static String gpu(Optional<GpuIdentity> gpu) {
    return gpu.map(Words::gpu).orElse("each GPU");
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.2f GiB", bytes / GIB);
  }
}
