package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.dubnium.daemon.classify.Topology;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Hardware;

/** Which GPUs are there for what, and which capabilities are placed where. */
public final class TopologyJson {

  /** The placement of a capability that this host has. */
  private static final String LOCAL = "local";

  private TopologyJson() {}

  /** The members of {@code hardware-topology.json}, into an object that is open. */
  public static void writeTopology(
      JsonGenerator json, Hardware hardware, Reading<GpuInventory> gpus) throws IOException {
    json.writeObjectFieldStart("configured");
    Json.texts(json, "presentGpus", hardware.presentGpus());
    Json.optional(json, "displayGpu", hardware.displayGpu());
    Json.texts(json, "computeGpus", hardware.computeGpus());
    json.writeNumberField("plannedGpuCount", hardware.plannedGpuCount());
    Json.texts(json, "desktopAiGpus", hardware.desktopAiGpus());
    json.writeEndObject();
    Json.reading(
        json,
        "visible",
        gpus.map(inventory -> Topology.of(hardware, inventory)),
        TopologyJson::writeVisible);
  }

  private static void writeVisible(JsonGenerator json, Topology topology) throws IOException {
    json.writeStartObject();
    Json.list(json, "gpus", topology.gpus(), TopologyJson::writeGpu);
    Json.texts(json, "absent", topology.absent());
    json.writeEndObject();
  }

  private static void writeGpu(JsonGenerator json, Topology.Placed gpu) throws IOException {
    json.writeStartObject();
    GpuJson.writeIdentity(json, gpu.identity());
    json.writeStringField("role", gpu.role().text());
    json.writeEndObject();
  }

  /** The members of {@code capability-placement.json}, into an object that is open. */
  public static void writePlacement(JsonGenerator json, Map<String, String> placement)
      throws IOException {
    json.writeObjectFieldStart("capabilities");
    for (Map.Entry<String, String> capability : new TreeMap<>(placement).entrySet()) {
      json.writeObjectFieldStart(capability.getKey());
      json.writeStringField("placement", capability.getValue());
      json.writeBooleanField("local", capability.getValue().equals(LOCAL));
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
