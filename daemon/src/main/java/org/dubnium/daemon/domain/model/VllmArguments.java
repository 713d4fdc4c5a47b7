package org.dubnium.daemon.domain.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.daemon.domain.observation.Reading;

/**
 * The flags of {@code vllm serve} that its memory depends on. Source: vLLM's {@code
 * vllm/engine/arg_utils.py} and {@code vllm/config/cache.py}.
 *
 * @param utilization share of each GPU that vLLM may use. Without the flag it is {@link
 *     #UTILIZATION}; versions of 2025 and before use 0.9
 * @param maxModelLen longest sequence; empty if the model's own counts
 * @param fitsLength whether vLLM chooses the longest sequence that fits
 * @param kvCacheBytes memory for keys and values on each GPU; if given, utilization does not count
 * @param quantization how weights are packed while they are loaded; empty if as they are
 * @param offloadBytes weights of each GPU that stay in main memory
 */
public record VllmArguments(
    double utilization,
    Optional<Long> maxModelLen,
    boolean fitsLength,
    long tensorParallel,
    long pipelineParallel,
    long dataParallel,
    String dtype,
    String kvCacheDtype,
    Optional<Long> kvCacheBytes,
    Optional<String> quantization,
    long offloadBytes) {

  /** vLLM's default of {@code --gpu-memory-utilization}. */
  public static final double UTILIZATION = 0.92;

  private static final long GIB = 1L << 30;
  private static final Pattern FLAG = Pattern.compile("(--?[A-Za-z][A-Za-z0-9_-]*)(?:=(.*))?");
  private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,8}");
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

  /** vLLM's {@code human_readable_int}: small letters are powers of 1000, capitals of 1024. */
  private static final Pattern LENGTH = Pattern.compile("(\\d{1,12})(\\.\\d{1,3})?([kKmMgG]?)");

  private static final Map<String, String> SHORT =
      Map.of(
          "-tp", "--tensor-parallel-size",
          "-pp", "--pipeline-parallel-size",
          "-dp", "--data-parallel-size",
          "-q", "--quantization");

  /** Unavailable if a flag has no meaning, or if others are in a file of vLLM's own. */
  public static Reading<VllmArguments> parse(List<String> words) {
    Map<String, String> flags = flags(words);
    if (flags.containsKey("--config")) {
      return Reading.unavailable(
          "arguments are in the file that --config names (put them into DUBNIUM_VLLM_EXTRA_ARGS)");
    }
    try {
      String length = flags.getOrDefault("--max-model-len", "");
      boolean fits = length.equals("auto") || length.equals("-1");
      return Reading.of(
          new VllmArguments(
              share(flags, "--gpu-memory-utilization"),
              fits || length.isEmpty() ? Optional.empty() : Optional.of(length(length)),
              fits,
              count(flags, "--tensor-parallel-size"),
              count(flags, "--pipeline-parallel-size"),
              count(flags, "--data-parallel-size"),
              flags.getOrDefault("--dtype", "auto"),
              flags.getOrDefault("--kv-cache-dtype", "auto"),
              Optional.ofNullable(flags.get("--kv-cache-memory-bytes")).map(VllmArguments::length),
              Optional.ofNullable(flags.get("--quantization")),
              (long) (decimal(flags, "--cpu-offload-gb", 0) * GIB)));
    } catch (IllegalArgumentException unclear) {
      return Reading.unavailable(
          unclear.getMessage() + " in DUBNIUM_VLLM_EXTRA_ARGS (correct /etc/dubnium/vllm.env)");
    }
  }

  /** By their long names with dashes; of one that is given twice, the last. */
  private static Map<String, String> flags(List<String> words) {
    Map<String, String> flags = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      Matcher flag = FLAG.matcher(words.get(i));
      if (flag.matches()) {
        String name = flag.group(1).replace('_', '-');
        boolean hasNext = i + 1 < words.size() && !FLAG.matcher(words.get(i + 1)).matches();
        String value =
            Optional.ofNullable(flag.group(2)).orElse(hasNext ? words.get(i + 1) : "");
        flags.put(SHORT.getOrDefault(name, name), value);
      }
    }
    return flags;
  }

  private static double share(Map<String, String> flags, String name) {
    double share = decimal(flags, name, UTILIZATION);
    if (share <= 0 || share > 1) {
      throw unclear(name, flags.getOrDefault(name, ""));
    }
    return share;
  }

  private static double decimal(Map<String, String> flags, String name, double otherwise) {
    String value = flags.get(name);
    if (value == null) {
      return otherwise;
    }
    if (!DECIMAL.matcher(value).matches()) {
      throw unclear(name, value);
    }
    return Double.parseDouble(value);
  }

  private static long count(Map<String, String> flags, String name) {
    String value = flags.getOrDefault(name, "1");
    if (!COUNT.matcher(value).matches()) {
      throw unclear(name, value);
    }
    return Long.parseLong(value);
  }

  private static long length(String value) {
    Matcher length = LENGTH.matcher(value);
    if (!length.matches()) {
      throw unclear("a length or size", value);
    }
    double number = Double.parseDouble(value.replaceAll("[a-zA-Z]", ""));
    return (long)
        (number
            * switch (length.group(3)) {
              case "k" -> 1e3;
              case "K" -> 1L << 10;
              case "m" -> 1e6;
              case "M" -> 1L << 20;
              case "g" -> 1e9;
              case "G" -> GIB;
              default -> 1;
            });
  }

  private static IllegalArgumentException unclear(String name, String value) {
    return new IllegalArgumentException("cannot understand " + name + " '" + value + "'");
  }
}
