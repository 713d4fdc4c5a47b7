package org.dubnium.testbed.runpod;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which CUDA versions a host may report.
 *
 * @param exact those allowed; empty for any
 * @param floor the lowest; empty for any
 */
record CudaConstraint(List<String> exact, String floor) {

  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+");

  /** That of a request's {@code gpu}, or of the template where the request has none. */
  static CudaConstraint of(Fields gpu, List<String> template) {
    List<String> exact = gpu.strings("allowedCudaVersions").orElse(List.of());
    String floor = gpu.string("minCudaVersion").orElse("");
    if (!exact.isEmpty() && !floor.isEmpty()) {
      throw Problem.badRequest("allowedCudaVersions and minCudaVersion are mutually exclusive");
    }
    boolean given = gpu.has("allowedCudaVersions") || gpu.has("minCudaVersion");
    if (!exact.stream().allMatch(version -> VERSION.matcher(version).matches())
        || (!floor.isEmpty() && !VERSION.matcher(floor).matches())) {
      throw Problem.invalid(List.of("$.gpu: CUDA versions must be major.minor"));
    }
    return new CudaConstraint(given ? exact : template, floor);
  }

  boolean allows(String version) {
    return (exact.isEmpty() || exact.contains(version)) && atLeast(version, floor);
  }

  /** Whether a version is no lower than the floor, part by part; any is above an empty one. */
  static boolean atLeast(String version, String floor) {
    if (floor.isEmpty()) {
      return true;
    }
    int major = Integer.compare(part(version, 0), part(floor, 0));
    return major > 0 || (major == 0 && part(version, 1) >= part(floor, 1));
  }

  private static int part(String version, int index) {
    int dot = version.indexOf('.');
    if (dot < 0) {
      return index == 0 ? Integer.parseInt(version) : 0;
    }
    return Integer.parseInt(index == 0 ? version.substring(0, dot) : version.substring(dot + 1));
  }
}
