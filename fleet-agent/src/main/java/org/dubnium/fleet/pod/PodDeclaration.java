package org.dubnium.fleet.pod;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Pods of one kind that the configuration wants.
 *
 * @param name unique in the fleet
 * @param count how many
 * @param gpus ids of GPU types, the most preferred first
 * @param gpuCount of each pod
 * @param clouds where they may be rented, the most preferred first
 * @param dataCenters ids, the most preferred first; empty for any
 * @param globalNetworking whether pods reach one another as {@code ID.runpod.internal}
 * @param metrics port in the container where an exporter answers {@code /metrics}
 */
public record PodDeclaration(
    String name,
    int count,
    List<String> gpus,
    int gpuCount,
    List<Cloud> clouds,
    List<String> dataCenters,
    PodContainer container,
    Optional<PodStorage> storage,
    boolean globalNetworking,
    PodRole role,
    Optional<ReadinessProbe> readiness,
    Optional<Integer> metrics,
    Optional<IdlePolicy> idle,
    Budget budget) {

  public static final int LARGEST_COUNT = 1000;

  private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,30}[a-z0-9])?");

  public PodDeclaration {
    gpus = List.copyOf(gpus);
    clouds = List.copyOf(clouds);
    dataCenters = List.copyOf(dataCenters);
  }

  /** The same, of so many pods at the most. */
  public PodDeclaration atMost(int most) {
    return new PodDeclaration(
        name,
        Math.min(count, most),
        gpus,
        gpuCount,
        clouds,
        dataCenters,
        container,
        storage,
        globalNetworking,
        role,
        readiness,
        metrics,
        idle,
        budget);
  }

  /** Whether a text can name a declaration: lower-case letters, digits and dashes, at most 32. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Which of RunPod's clouds. */
  public enum Cloud {
    /** In RunPod's own data centres. */
    SECURE,
    /** With hosts of the community. */
    COMMUNITY
  }
}
