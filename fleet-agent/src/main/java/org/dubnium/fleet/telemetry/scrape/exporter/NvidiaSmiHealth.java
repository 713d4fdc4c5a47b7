package org.dubnium.fleet.telemetry.scrape.exporter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether nvidia_gpu_exporter, which answers in any case, could collect anything: "collection health"
 * in its METRICS.md. Its words are kept: NVML's return codes of {@code nvml.h}, and the exit status of
 * nvidia-smi.
 */
final class NvidiaSmiHealth {

  private static final String SUCCESS = "nvidia_smi_last_collect_success";
  private static final String NVML = "nvidia_smi_nvml_return_code";
  private static final String EXIT = "nvidia_smi_command_exit_code";

  /** All that versions before 1.12 have. */
  private static final String FAILURES = "nvidia_smi_failed_scrapes_total";

  static final List<String> NAMES = List.of(SUCCESS, NVML, EXIT, FAILURES);

  private static final Map<Integer, String> CODES =
      Map.ofEntries(
          Map.entry(1, "NVML is not initialised"),
          Map.entry(3, "not supported"),
          Map.entry(4, "no permission"),
          Map.entry(6, "not found"),
          Map.entry(9, "the driver is not loaded"),
          Map.entry(10, "time-out"),
          Map.entry(12, "NVML's library is not found"),
          Map.entry(15, "the GPU is lost"),
          Map.entry(16, "the GPU needs a reset"),
          Map.entry(17, "the driver does not let itself be asked"),
          Map.entry(18, "driver and library do not have the same version"),
          Map.entry(19, "in use"),
          Map.entry(20, "out of memory"),
          Map.entry(999, "unknown error"));

  private NvidiaSmiHealth() {}

  /**
   * Why it could not; empty if it could, or does not say.
   *
   * @param nothing whether it tells of no GPU
   */
  static Optional<String> of(Selection samples, boolean nothing) {
    OptionalDouble success = first(samples, SUCCESS);
    OptionalDouble failures = first(samples, FAILURES);
    boolean failed =
        success.isPresent()
            ? success.getAsDouble() == 0
            : nothing && failures.isPresent() && failures.getAsDouble() > 0;
    return failed
        ? Optional.of("the exporter's collection fails" + nvml(samples) + exit(samples))
        : Optional.empty();
  }

  private static String nvml(Selection samples) {
    OptionalDouble code = first(samples, NVML);
    if (code.isEmpty() || code.getAsDouble() == 0) {
      return "";
    }
    String meaning = CODES.get((int) code.getAsDouble());
    return ", NVML code %.0f".formatted(code.getAsDouble())
        + (meaning == null ? "" : " (" + meaning + ")");
  }

  private static String exit(Selection samples) {
    OptionalDouble status = first(samples, EXIT);
    return status.isEmpty() || status.getAsDouble() == 0
        ? ""
        : ", nvidia-smi ended with %.0f".formatted(status.getAsDouble());
  }

  private static OptionalDouble first(Selection samples, String name) {
    return samples.of(name).stream().mapToDouble(sample -> sample.value()).findFirst();
  }
}
