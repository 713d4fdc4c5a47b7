package org.dubnium.testbed.runpod;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StockTest {

  private static final String L40S =
      "{\"name\":\"a\",\"image\":\"x\",\"gpu\":{\"id\":\"NVIDIA L40S\",\"count\":%d}}";
  private static final String CATALOG =
      "/v2/catalog/gpus/NVIDIA%20L40S?include=AVAILABILITY&product=POD&count=";

  private final Customer customer = new Customer();

  @Test
  void podsTakeGpusAndGiveThemBack() {
    String first = create(8);
    customer.json(400, "POST", "/v2/pods", L40S.formatted(1));
    assertEquals("NONE", customer.get(CATALOG + 1).path("availability").asText());
    customer.act(200, first, "stop");
    String second = create(8);
    customer.act(400, first, "start");
    customer.json(204, "DELETE", "/v2/pods/" + second, "");
    customer.act(200, first, "start");
    customer.json(204, "DELETE", "/v2/pods/" + first, "");
    create(8);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, NONE", "2, 1, LOW", "3, 1, MEDIUM", "8, 1, MEDIUM", "8, 4, LOW", "7, 8, NONE"})
  void availabilityIsOfWhatIsFree(int free, int count, String level) {
    customer.standIn.console().setFree("NVIDIA L40S", free);
    JsonNode type = customer.get(CATALOG + count);
    assertEquals(level, type.path("availability").asText());
    assertEquals(
        level.equals("NONE") ? "" : level, type.at("/dataCenters/0/availability").asText());
    assertEquals(!level.equals("NONE"), type.at("/cudaVersions/0/available").asBoolean());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"dataCenterIds\":[\"US-TX-3\"]',                       US-TX-3, 0.69",
    "'\"cloud\":\"COMMUNITY\"',                               EU-CZ-1, 0.34",
    "'\"globalNetworking\":true,\"dataCenterIds\":[\"EU-RO-1\",\"US-TX-3\"]', EU-RO-1, 0.69",
  })
  void aPodIsWhereItWasAskedFor(String fields, String center, double cost) {
    JsonNode pod =
        customer.json(
            201,
            "POST",
            "/v2/pods",
            "{\"name\":\"a\",\"image\":\"x\",\"gpu\":{\"id\":\"NVIDIA GeForce RTX 4090\"},"
                + fields
                + "}");
    assertEquals(center, pod.path("dataCenterId").asText());
    assertEquals(cost, pod.path("cost").asDouble(), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({
    "12.8, '', 12.4, true",
    "12.8, '', 12.11, false",
    "12.11, '', 12.2, true",
    "13.0, '', 12, true",
    "12.4, 12.8, '', false",
    "12.8, 12.8, '', true",
    "12.8, '', '', true",
  })
  void aVersionIsComparedByItsParts(String version, String exact, String floor, boolean allowed) {
    var constraint = new CudaConstraint(exact.isEmpty() ? List.of() : List.of(exact), floor);
    assertEquals(allowed, constraint.allows(version));
  }

  private String create(int count) {
    return customer.json(201, "POST", "/v2/pods", L40S.formatted(count)).path("id").asText();
  }
}
