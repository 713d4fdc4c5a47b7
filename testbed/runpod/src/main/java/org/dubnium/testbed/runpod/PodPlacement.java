package org.dubnium.testbed.runpod;

import java.util.List;
import java.util.function.Predicate;
import org.dubnium.testbed.runpod.ContainerSettings.NetworkMount;
import org.dubnium.testbed.runpod.catalog.Catalog;
import org.dubnium.testbed.runpod.catalog.Cloud;
import org.dubnium.testbed.runpod.catalog.CpuType;
import org.dubnium.testbed.runpod.catalog.DataCenter;
import org.dubnium.testbed.runpod.catalog.GpuType;
import org.jspecify.annotations.Nullable;

/** Finds what a new pod computes with, by the rules that the description puts on its request. */
final class PodPlacement {

  static final String NO_CAPACITY =
      "There are no longer any instances available with the requested specifications."
          + " Please refresh and try again.";

  private final Account account;
  private final Catalog catalog;

  PodPlacement(Account account) {
    this.account = account;
    this.catalog = account.settings.catalog();
  }

  /**
   * Where the pod of that request goes. Nothing is taken yet.
   *
   * @param cudaVersions those that a template allows; empty for any
   */
  Compute place(Fields body, ContainerSettings container, List<String> cudaVersions) {
    if (body.has("gpu") == body.has("cpu")) {
      throw Problem.badRequest("exactly one of gpu or cpu must be set");
    }
    Cloud cloud =
        switch (body.string("cloud").orElse("SECURE")) {
          case "SECURE" -> Cloud.SECURE;
          case "COMMUNITY" -> Cloud.COMMUNITY;
          default ->
              throw Problem.invalid(List.of("$.cloud: must be one of [\"SECURE\", \"COMMUNITY\"]"));
        };
    Predicate<DataCenter> centers = dataCenters(body, container.network(), cloud);
    if (body.has("gpu")) {
      return gpus(body.object("gpu").orElseThrow(), cloud, centers, cudaVersions);
    }
    if (body.flag("globalNetworking").orElse(false)) {
      throw Problem.badRequest("globalNetworking requires an NVIDIA GPU");
    }
    if (container.persistent() != null) {
      throw Problem.badRequest("mounts.persistent is not supported on CPU pods");
    }
    return cpus(body.object("cpu").orElseThrow(), centers);
  }

  private Compute gpus(
      Fields gpu, Cloud cloud, Predicate<DataCenter> centers, List<String> templateCuda) {
    String id = gpu.required("id");
    int count = gpu.integer("count", 1).orElse(1);
    GpuType type =
        catalog.gpu(id).orElseThrow(() -> Problem.badRequest("unknown GPU type '" + id + "'"));
    if (count > type.maxCount(cloud)) {
      throw Problem.badRequest(
          "gpu.count must not exceed " + type.maxCount(cloud) + " for " + id + " on " + cloud);
    }
    CudaConstraint cuda = CudaConstraint.of(gpu, templateCuda);
    Machine machine =
        account
            .stock
            .place(
                count,
                candidate ->
                    candidate.gpu.equals(type)
                        && candidate.cloud == cloud
                        && centers.test(candidate.dataCenter)
                        && cuda.allows(candidate.cudaVersion))
            .orElseThrow(() -> Problem.badRequest(NO_CAPACITY));
    return new Compute.Gpus(machine, count);
  }

  private Compute cpus(Fields cpu, Predicate<DataCenter> centers) {
    String id = cpu.required("id");
    int count =
        cpu.integer("vcpuCount", 2)
            .orElseThrow(() -> Problem.invalid(List.of("$.cpu: vcpuCount is required")));
    CpuType type =
        catalog.cpu(id).orElseThrow(() -> Problem.badRequest("unknown CPU flavor '" + id + "'"));
    if (Integer.bitCount(count) != 1 || count < type.minimum() || count > type.maximum()) {
      throw Problem.badRequest("cpu.vcpuCount is not valid for " + id);
    }
    DataCenter center =
        catalog.dataCenters().stream()
            .filter(centers)
            .findFirst()
            .orElseThrow(() -> Problem.badRequest(NO_CAPACITY));
    return new Compute.Cpus(type, count, center);
  }

  private Predicate<DataCenter> dataCenters(
      Fields body, @Nullable NetworkMount mount, Cloud cloud) {
    List<String> wanted = body.strings("dataCenterIds").orElse(List.of());
    for (String id : wanted) {
      if (catalog.dataCenter(id).isEmpty()) {
        throw Problem.badRequest("unknown data center '" + id + "'");
      }
    }
    Predicate<DataCenter> fits = center -> wanted.isEmpty() || wanted.contains(center.id());
    if (body.flag("globalNetworking").orElse(false)) {
      fits = fits.and(DataCenter::globalNetwork);
    }
    if (mount == null) {
      return fits;
    }
    if (cloud != Cloud.SECURE) {
      throw Problem.badRequest("network volumes need the secure cloud");
    }
    DataCenter of = account.volume(mount.volumeId()).dataCenter;
    if (!wanted.isEmpty() && !wanted.contains(of.id())) {
      throw Problem.badRequest("the network volume is in " + of.id());
    }
    return fits.and(of::equals);
  }
}
