package org.dubnium.testbed.runpod;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dubnium.testbed.runpod.catalog.Catalog;
import org.dubnium.testbed.runpod.catalog.CpuType;

/** The calls about the catalog of CPUs, of which there are always enough. */
final class CpuOperations {

  private final Catalog catalog;

  CpuOperations(Catalog catalog) {
    this.catalog = catalog;
  }

  Reply list(Route route) {
    boolean availability = asksAvailability(route);
    return Reply.ok(Json.list("cpus", catalog.cpus(), type -> json(type, availability)));
  }

  Reply get(Route route) {
    boolean availability = asksAvailability(route);
    CpuType type = catalog.cpu(route.id()).orElseThrow(() -> Problem.notFound("CPU flavor"));
    return Reply.ok(json(type, availability));
  }

  private static boolean asksAvailability(Route route) {
    boolean asked = route.list("include").contains("AVAILABILITY");
    if (asked != !route.list("product").isEmpty()) {
      throw Problem.badRequest("include=AVAILABILITY and product require each other");
    }
    return asked;
  }

  private ObjectNode json(CpuType type, boolean availability) {
    ObjectNode json = Json.object();
    json.put("id", type.id()).put("name", type.name()).put("group", type.group());
    json.putObject("vcpu").put("min", type.minimum()).put("max", type.maximum());
    json.put("ramGbPerVcpu", type.ramPerCpu());
    json.putObject("price")
        .put("securePerVcpu", type.pricePerCpu())
        .put("serverlessPerVcpu", type.pricePerCpu());
    if (availability) {
      json.put("availability", "HIGH");
      ArrayNode centers = json.putArray("dataCenters");
      catalog
          .dataCenters()
          .forEach(
              center ->
                  centers
                      .addObject()
                      .put("id", center.id())
                      .put("name", center.name())
                      .put("availability", "HIGH"));
    }
    return json;
  }
}
