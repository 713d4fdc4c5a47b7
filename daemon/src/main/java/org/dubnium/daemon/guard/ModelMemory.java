package org.dubnium.daemon.guard;

import java.util.Optional;
import org.dubnium.daemon.domain.model.ModelBundle;
import org.dubnium.daemon.domain.model.ModelShape;
import org.dubnium.daemon.domain.model.ModelShape.Attention;
import org.dubnium.daemon.domain.model.VllmArguments;
import org.dubnium.daemon.domain.observation.Reading;

/**
 * The least memory that a model takes on each GPU, in bytes: its weights, and the keys and values of
 * one sequence of the greatest length, without which vLLM refuses to start. What a forward pass and
 * CUDA graphs take comes on top; vLLM measures it when it starts, and nobody knows it before.
 *
 * <p>Sources: vLLM's {@code vllm/v1/kv_cache_interface.py} (a page of keys and values) and {@code
 * vllm/v1/core/kv_cache_utils.py} (the check at start).
 */
final class ModelMemory {

  /** vLLM keeps keys and values in blocks of so many tokens. */
  private static final long BLOCK = 16;

  private ModelMemory() {}

  /**
   * The size of the files, as far as it is spread over GPUs, in the width in which vLLM loads them:
   * 32-bit weights are cut to 16 bits unless {@code --dtype} says otherwise, {@code --quantization}
   * packs what is not packed yet.
   */
  static long weights(ModelBundle bundle, Optional<ModelShape> shape, VllmArguments arguments) {
    long stored = shape.filter(known -> !known.quantised()).map(ModelMemory::storedBits).orElse(0L);
    long loaded = loadedBits(stored, arguments);
    double share = stored == 0 ? 1.0 : (double) loaded / stored;
    long gpus = arguments.tensorParallel() * arguments.pipelineParallel();
    long each = (long) (bundle.weightBytes() * share / gpus);
    return Math.max(0, each - arguments.offloadBytes());
  }

  /** 0 if nobody knows. */
  private static long storedBits(ModelShape shape) {
    return switch (shape.dtype().orElse("")) {
      case "float32" -> 32;
      case "float16", "bfloat16" -> 16;
      default -> 0;
    };
  }

  private static long loadedBits(long stored, VllmArguments arguments) {
    if (arguments.quantization().isPresent()) {
      return arguments.quantization().get().equals("bitsandbytes") ? 4 : 8;
    }
    return switch (arguments.dtype()) {
      case "float", "float32" -> 32;
      case "half", "float16", "bfloat16" -> 16;
      default -> Math.min(stored, 16);
    };
  }

  /** Unavailable if the configuration of the model does not say how large they are. */
  static Reading<Long> keysAndValues(Reading<ModelShape> shape, VllmArguments arguments) {
    if (arguments.kvCacheBytes().isPresent()) {
      return Reading.of(arguments.kvCacheBytes().get());
    }
    return shape.flatMap(
        known -> {
          Optional<Long> length =
              arguments.fitsLength()
                  ? Optional.of(BLOCK)
                  : arguments.maxModelLen().or(known::maxPositions);
          return known
              .attention()
              .flatMap(attention -> length.map(tokens -> of(attention, tokens, arguments)))
              .map(Reading::of)
              .orElseGet(
                  () ->
                      Reading.unavailable(
                          "the model's config.json does not say how large its keys and values are"
                              + " (add --kv-cache-memory-bytes to DUBNIUM_VLLM_EXTRA_ARGS)"));
        });
  }

  private static long of(Attention attention, long length, VllmArguments arguments) {
    long tokens =
        attention.layers().stream()
            .mapToLong(window -> Math.ceilDiv(Math.min(window, length), BLOCK) * BLOCK)
            .sum();
    // Heads that are fewer than GPUs are kept on several.
    long heads = Math.max(1, Math.ceilDiv(attention.heads(), arguments.tensorParallel()));
    long bits = tokens * heads * attention.numbersPerHead() * kvBits(arguments);
    return bits / 8 / arguments.pipelineParallel();
  }

  private static long kvBits(VllmArguments arguments) {
    String kind = arguments.kvCacheDtype();
    if (kind.equals("auto")) {
      return arguments.dtype().equals("float32") || arguments.dtype().equals("float") ? 32 : 16;
    }
    if (kind.equals("float16") || kind.equals("bfloat16")) {
      return 16;
    }
    if (kind.startsWith("fp8") || kind.startsWith("int8")) {
      return 8;
    }
    return kind.startsWith("turboquant") ? 3 : 4;
  }
}
