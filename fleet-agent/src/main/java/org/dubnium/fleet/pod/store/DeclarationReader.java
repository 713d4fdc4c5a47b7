package org.dubnium.fleet.pod.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dubnium.fleet.pod.Budget;
import org.dubnium.fleet.pod.IdlePolicy;
import org.dubnium.fleet.pod.PodContainer;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodDeclaration.Cloud;
import org.dubnium.fleet.pod.PodRole;
import org.dubnium.fleet.pod.PodStorage;
import org.dubnium.fleet.pod.ReadinessProbe;
import org.dubnium.fleet.pod.Usd;

/** Reads a declaration that {@link DeclarationJson} wrote. */
final class DeclarationReader {

  private DeclarationReader() {}

  static PodDeclaration declaration(JsonNode json) {
    return new PodDeclaration(
        json.required("name").textValue(),
        json.required("count").intValue(),
        texts(json.required("gpus")),
        json.required("gpuCount").intValue(),
        texts(json.required("clouds")).stream().map(Cloud::valueOf).toList(),
        texts(json.required("dataCenters")),
        container(json.required("container")),
        optional(json, "storage").map(DeclarationReader::storage),
        json.required("globalNetworking").booleanValue(),
        PodRole.valueOf(json.required("role").textValue()),
        optional(json, "readiness").map(DeclarationReader::readiness),
        optional(json, "metrics").map(JsonNode::intValue),
        optional(json, "idle").map(DeclarationReader::idle),
        budget(json.required("budget")));
  }

  private static PodContainer container(JsonNode json) {
    JsonNode disk = json.path("disk");
    return new PodContainer(
        text(json, "image"),
        text(json, "template"),
        text(json, "arguments"),
        disk.isMissingNode() ? OptionalInt.empty() : OptionalInt.of(disk.intValue()),
        texts(json.required("ports")),
        map(json.required("environment")),
        map(json.required("secrets")),
        text(json, "registry"));
  }

  private static PodStorage storage(JsonNode json) {
    String path = json.required("path").textValue();
    return json.has("volume")
        ? new PodStorage.Network(json.required("volume").textValue(), path)
        : new PodStorage.HostDisk(json.required("gigabytes").intValue(), path);
  }

  private static ReadinessProbe readiness(JsonNode json) {
    return new ReadinessProbe(
        json.required("port").intValue(), text(json, "path"), duration(json, "patience"));
  }

  private static IdlePolicy idle(JsonNode json) {
    return new IdlePolicy(duration(json, "after"), duration(json, "grace"));
  }

  private static Budget budget(JsonNode json) {
    return new Budget(
        amount(json, "perHour"),
        amount(json, "perDay"),
        amount(json, "total"),
        Budget.Reached.valueOf(json.required("reached").textValue()));
  }

  private static Optional<Usd> amount(JsonNode json, String key) {
    return optional(json, key).map(amount -> new Usd(amount.longValue()));
  }

  private static Duration duration(JsonNode json, String key) {
    return Duration.ofMillis(json.required(key).longValue());
  }

  private static Optional<String> text(JsonNode json, String key) {
    return optional(json, key).map(JsonNode::textValue);
  }

  private static Optional<JsonNode> optional(JsonNode json, String key) {
    return Optional.ofNullable(json.get(key));
  }

  private static List<String> texts(JsonNode json) {
    return json.valueStream().map(JsonNode::textValue).toList();
  }

  private static SortedMap<String, String> map(JsonNode json) {
    SortedMap<String, String> map = new TreeMap<>();
    json.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().textValue()));
    return map;
  }
}
