package org.dubnium.fleet.telemetry.scrape;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.dubnium.fleet.domain.NodeId;

/**
 * Prometheus' format of lists of targets: {@code [{"targets": ["host:port"], "labels": {…}}]},
 * file_sd_config in its documentation. The labels {@code __scheme__} and {@code __metrics_path__}
 * mean what they mean there; {@code node} names the node, which otherwise has the name of the host.
 * Other labels are passed over.
 */
final class TargetList {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** Nothing that would make it more of a URL than a host and a port. */
  private static final Pattern ADDRESS = Pattern.compile("[^/?#@\\\\\\s]+");

  private static final String DEFAULT_PATH = "/metrics";

  private TargetList() {}

  /**
   * The targets, in the order of the list.
   *
   * @throws DiscoveryException if one of them is wrong, which fails the whole list
   */
  static List<Target> parse(byte[] text) throws DiscoveryException {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new DiscoveryException("cannot read it as JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new DiscoveryException("cannot read it: " + e.getMessage(), e);
    }
    if (!root.isArray()) {
      throw new DiscoveryException("cannot find a list of targets: it is no JSON array");
    }
    List<Target> targets = new ArrayList<>();
    for (JsonNode group : root) {
      JsonNode addresses = group.path("targets");
      if (!addresses.isArray()) {
        throw new DiscoveryException("cannot find the array \"targets\" in every group");
      }
      for (JsonNode address : addresses) {
        targets.add(target(address, group.path("labels")));
      }
    }
    return targets;
  }

  private static Target target(JsonNode address, JsonNode labels) throws DiscoveryException {
    if (!address.isTextual()) {
      throw new DiscoveryException("cannot use the target " + address + ": it is no string");
    }
    String path = label(labels, "__metrics_path__", DEFAULT_PATH);
    String text =
        label(labels, "__scheme__", "http")
            + "://"
            + address.textValue()
            + (path.startsWith("/") ? path : "/" + path);
    HttpUrl url = HttpUrl.parse(text);
    if (url == null || !ADDRESS.matcher(address.textValue()).matches()) {
      throw new DiscoveryException("cannot use the target " + address + ": it is not host:port");
    }
    try {
      return new Target(new NodeId(label(labels, "node", url.host())), url);
    } catch (IllegalArgumentException e) {
      throw new DiscoveryException(
          "cannot use the target " + address + ": give it a label \"node\" with a name", e);
    }
  }

  private static String label(JsonNode labels, String name, String otherwise) {
    return labels.path(name).asText(otherwise);
  }
}
