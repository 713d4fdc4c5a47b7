package org.dubnium.testbed.runpod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.dubnium.testbed.runpod.StandInAnswer.Response;
import org.dubnium.testbed.runpod.openapi.OpenApiCheck;

/** Calls a stand-in whose every answer is held against the description. */
final class Customer {

  static final OpenApiCheck CHECK = new OpenApiCheck();

  /** A start of a minute without chance: 20 s to STARTING, 40 s more to RUNNING. */
  static final StandInSettings SETTINGS =
      StandInSettings.standard()
          .with(
              new Timing(
                  Duration.ofSeconds(20),
                  Duration.ofSeconds(40),
                  Duration.ofSeconds(5),
                  Duration.ofSeconds(10),
                  Duration.ofSeconds(60),
                  Duration.ofSeconds(15),
                  Duration.ofSeconds(30),
                  Duration.ofSeconds(30),
                  Duration.ofMinutes(10),
                  0))
          .with(RateLimits.none());

  static final String POD =
      """
      {"name":"worker","image":"runpod/pytorch:1.0.2","gpu":{"id":"NVIDIA A40","count":2},
       "ports":["8000/http","22/tcp"],"disk":50}\
      """;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  final VirtualClock clock = new VirtualClock();
  final StandIn standIn;
  String key = ApiKeys.FIRST;

  Customer() {
    this(SETTINGS);
  }

  Customer(StandInSettings settings) {
    standIn = new StandIn(settings, clock, new SplittableRandom(1), new SimulatedHost(), CHECK);
  }

  StandInAnswer call(String method, String path, String body) {
    Map<String, String> headers =
        body.isEmpty()
            ? Map.of("Authorization", "Bearer " + key)
            : Map.of("Authorization", "Bearer " + key, "Content-Type", "application/json");
    return standIn.handle(new StandInRequest(method, path, headers, body));
  }

  Response response(String method, String path, String body) {
    return assertInstanceOf(Response.class, call(method, path, body));
  }

  /** The body of an answer that must have that status. */
  JsonNode json(int status, String method, String path, String body) {
    Response response = response(method, path, body);
    assertEquals(status, response.status(), response.body());
    return parsed(response.body());
  }

  JsonNode get(String path) {
    return json(200, "GET", path, "");
  }

  /** Creates a pod, and returns its identifier. */
  String pod() {
    return json(201, "POST", "/v2/pods", POD).path("id").asText();
  }

  /** Creates a pod, and returns its identifier once its service answers. */
  String readyPod() {
    String id = pod();
    clock.pass(120);
    return id;
  }

  JsonNode act(int status, String id, String action) {
    return json(status, "POST", "/v2/pods/" + id + "/action", "{\"action\":\"" + action + "\"}");
  }

  static JsonNode parsed(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException notJson) {
      throw new AssertionError("not JSON: " + body, notJson);
    }
  }
}
