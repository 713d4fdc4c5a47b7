package org.dubnium.testbed.runpod;

import java.util.List;
import java.util.function.Predicate;
import org.dubnium.testbed.runpod.catalog.Cloud;

/**
 * For what the catalog is asked to tell the availability of GPUs.
 *
 * @param count GPUs of one pod
 * @param countries ISO 3166-1 alpha-2; empty for all
 */
record AvailabilityFilter(
    boolean asked, int count, Cloud cloud, List<String> countries, CudaConstraint cuda) {

  private static final List<String> FILTERS =
      List.of("product", "count", "cloud", "countryCodes", "cudaVersions", "minCudaVersion");

  static AvailabilityFilter of(Route route) {
    boolean asked = route.list("include").contains("AVAILABILITY");
    if (asked && route.list("product").isEmpty()) {
      throw Problem.badRequest("include=AVAILABILITY requires product");
    }
    for (String filter : FILTERS) {
      if (!asked && route.query().containsKey(filter)) {
        throw Problem.badRequest(filter + " is valid only with include=AVAILABILITY");
      }
    }
    List<String> exact = route.list("cudaVersions");
    String floor = route.parameter("minCudaVersion", "");
    if (!exact.isEmpty() && !floor.isEmpty()) {
      throw Problem.badRequest("cudaVersions and minCudaVersion are mutually exclusive");
    }
    if (!floor.isEmpty() && !floor.matches("\\d{1,6}(\\.\\d{1,6})?")) {
      throw Problem.invalid(List.of("minCudaVersion: must be a version"));
    }
    return new AvailabilityFilter(
        asked,
        count(route),
        cloud(route.parameter("cloud", "SECURE")),
        route.list("countryCodes"),
        new CudaConstraint(exact, floor));
  }

  /** The machines that count, of any GPU type. */
  Predicate<Machine> machines() {
    return machine ->
        machine.cloud == cloud
            && (countries.isEmpty() || countries.contains(machine.dataCenter.country()))
            && cuda.allows(machine.cudaVersion);
  }

  private static Cloud cloud(String name) {
    return switch (name) {
      case "SECURE" -> Cloud.SECURE;
      case "COMMUNITY" -> Cloud.COMMUNITY;
      default -> throw Problem.invalid(List.of("cloud: must be SECURE or COMMUNITY"));
    };
  }

  private static int count(Route route) {
    String count = route.parameter("count", "1");
    if (!count.matches("[1-9]\\d{0,5}")) {
      throw Problem.invalid(List.of("count: must be at least 1"));
    }
    return Integer.parseInt(count);
  }
}
