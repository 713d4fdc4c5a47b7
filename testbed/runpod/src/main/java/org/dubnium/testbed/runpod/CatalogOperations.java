package org.dubnium.testbed.runpod;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.dubnium.testbed.runpod.catalog.Catalog;
import org.dubnium.testbed.runpod.catalog.Cloud;
import org.dubnium.testbed.runpod.catalog.DataCenter;
import org.dubnium.testbed.runpod.catalog.GpuType;

/** The calls about the catalog of GPUs and data centres. */
final class CatalogOperations {

  private final Account account;
  private final Catalog catalog;

  CatalogOperations(Account account) {
    this.account = account;
    this.catalog = account.settings.catalog();
  }

  Reply listGpus(Route route) {
    AvailabilityFilter filter = AvailabilityFilter.of(route);
    List<GpuType> shown =
        catalog.gpus().stream()
            .filter(type -> filter.countries().isEmpty() || isIn(type, filter.countries()))
            .toList();
    return Reply.ok(Json.list("gpus", shown, type -> gpu(type, filter)));
  }

  Reply getGpu(Route route) {
    AvailabilityFilter filter = AvailabilityFilter.of(route);
    GpuType type = catalog.gpu(route.id()).orElseThrow(() -> Problem.notFound("GPU type"));
    return Reply.ok(gpu(type, filter));
  }

  Reply listDataCenters(Route route) {
    Collection<String> regions = route.list("regions");
    String network = route.parameter("globalNetwork", "");
    List<DataCenter> shown =
        catalog.dataCenters().stream()
            .filter(center -> regions.isEmpty() || regions.contains(center.region()))
            .filter(center -> center.volumeTypes().containsAll(route.list("networkVolumeTypes")))
            .filter(center -> center.compliance().containsAll(route.list("compliance")))
            .filter(
                center ->
                    network.isEmpty() || network.equals(String.valueOf(center.globalNetwork())))
            .toList();
    return Reply.ok(Json.list("dataCenters", shown, center -> dataCenter(center, route)));
  }

  Reply getDataCenter(Route route) {
    DataCenter center =
        catalog.dataCenter(route.id()).orElseThrow(() -> Problem.notFound("data center"));
    return Reply.ok(dataCenter(center, route));
  }

  private boolean isIn(GpuType type, List<String> countries) {
    return account.stock.machines().stream()
        .anyMatch(
            machine ->
                machine.gpu.equals(type) && countries.contains(machine.dataCenter.country()));
  }

  private ObjectNode gpu(GpuType type, AvailabilityFilter filter) {
    ObjectNode json = Json.object();
    json.put("id", type.id()).put("name", type.name()).put("pool", type.pool());
    json.put("manufacturer", "NVIDIA").put("memory", type.memory());
    json.put("secure", type.secureMax() > 0).put("community", type.communityMax() > 0);
    json.putObject("price")
        .put("secure", type.securePrice())
        .put("community", type.communityPrice());
    json.putObject("maxCount")
        .put("secure", type.secureMax())
        .put("community", type.communityMax());
    if (filter.asked()) {
      writeAvailability(json, type, filter);
    }
    return json;
  }

  private void writeAvailability(ObjectNode json, GpuType type, AvailabilityFilter filter) {
    Predicate<Machine> machines = filter.machines().and(machine -> machine.gpu.equals(type));
    String overall = account.stock.availability(filter.count(), machines);
    json.put("availability", overall);
    if (!overall.equals("NONE")) {
      ArrayNode centers = json.putArray("dataCenters");
      for (DataCenter center : catalog.dataCenters()) {
        Predicate<Machine> here = machines.and(machine -> machine.dataCenter.equals(center));
        if (account.stock.machines().stream().anyMatch(here)) {
          centers
              .addObject()
              .put("id", center.id())
              .put("name", center.name())
              .put("availability", account.stock.availability(filter.count(), here));
        }
      }
    }
    ArrayNode versions = json.putArray("cudaVersions");
    account.stock.machines().stream()
        .filter(machines)
        .map(machine -> machine.cudaVersion)
        .collect(Collectors.toCollection(TreeSet::new))
        .forEach(
            version ->
                versions
                    .addObject()
                    .put("version", version)
                    .put(
                        "available",
                        account
                            .stock
                            .place(
                                filter.count(),
                                machines.and(machine -> machine.cudaVersion.equals(version)))
                            .isPresent()));
  }

  private ObjectNode dataCenter(DataCenter center, Route route) {
    ObjectNode json = Json.object();
    json.put("id", center.id()).put("name", center.name()).put("region", center.region());
    json.put("globalNetwork", center.globalNetwork());
    ArrayNode types = json.putArray("networkVolumeTypes");
    center.volumeTypes().forEach(types::add);
    ArrayNode compliance = json.putArray("compliance");
    center.compliance().forEach(compliance::add);
    if (route.list("include").contains("GPU_AVAILABILITY")) {
      ArrayNode gpus = json.putArray("gpuAvailability");
      catalog.gpus().forEach(type -> addAvailability(gpus, type, center));
    }
    if (route.list("include").contains("CPU_AVAILABILITY")) {
      ArrayNode cpus = json.putArray("cpuAvailability");
      catalog
          .cpus()
          .forEach(
              type ->
                  cpus.addObject()
                      .put("id", type.id())
                      .put("name", type.name())
                      .put("availability", "HIGH"));
    }
    return json;
  }

  private void addAvailability(ArrayNode gpus, GpuType type, DataCenter center) {
    Predicate<Machine> here =
        machine ->
            machine.gpu.equals(type)
                && machine.dataCenter.equals(center)
                && machine.cloud == Cloud.SECURE;
    if (account.stock.machines().stream().anyMatch(here)) {
      gpus.addObject()
          .put("id", type.id())
          .put("name", type.name())
          .put("availability", account.stock.availability(1, here));
    }
  }
}
