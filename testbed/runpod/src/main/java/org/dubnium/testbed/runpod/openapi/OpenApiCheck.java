package org.dubnium.testbed.runpod.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dubnium.testbed.runpod.ContractCheck;
import org.dubnium.testbed.runpod.Operation;
import org.dubnium.testbed.runpod.StandInAnswer.Response;
import org.dubnium.testbed.runpod.StandInRequest;

/** Holds calls and answers against RunPod's description of its API. Safe for threads. */
public final class OpenApiCheck implements ContractCheck {

  private final Description description = Description.load();
  private final ParameterCheck parameters = new ParameterCheck(description);
  private final ObjectMapper mapper = new ObjectMapper();

  @Override
  public List<String> violations(Operation operation, StandInRequest request) {
    JsonNode described = described(operation);
    List<String> violations = new ArrayList<>(parameters.violations(operation, described, request));
    JsonNode body = described.path("requestBody");
    if (body.isMissingNode()) {
      if (!request.body().isEmpty()) {
        violations.add("$: a body is not described");
      }
      return violations;
    }
    if (!mediaType(request.header("Content-Type").orElse("")).equals("application/json")) {
      violations.add("Content-Type: must be application/json");
    }
    JsonNode schema = body.path("content").path("application/json").path("schema");
    // What is not JSON is refused before there is anything to hold against a schema.
    parsed(request.body())
        .ifPresent(json -> violations.addAll(description.violations(schema, json)));
    return violations;
  }

  @Override
  public List<String> violations(Operation operation, Response answer) {
    JsonNode responses = described(operation).path("responses");
    JsonNode response = responses.path(String.valueOf(answer.status()));
    if (response.isMissingNode()) {
      if (answer.status() < 400) {
        return List.of("status " + answer.status() + " is not described");
      }
      response = responses.path("default");
    }
    JsonNode content = description.resolved(response).path("content");
    if (content.isMissingNode()) {
      return answer.body().isEmpty() ? List.of() : List.of("a body is not described");
    }
    String type = mediaType(answer.headers().getOrDefault("Content-Type", ""));
    JsonNode schema = content.path(type).path("schema");
    if (schema.isMissingNode()) {
      return List.of("content type '" + type + "' is not described");
    }
    if (!type.endsWith("json")) {
      return List.of();
    }
    return parsed(answer.body())
        .map(json -> description.violations(schema, json))
        .orElse(List.of("$: is not JSON"));
  }

  private JsonNode described(Operation operation) {
    JsonNode described =
        description.path(operation.path()).path(operation.method().toLowerCase(Locale.ROOT));
    if (!described.path("operationId").asText().equals(operation.id())) {
      throw new IllegalStateException(
          "cannot find " + operation.id() + " in the description: its path is another one");
    }
    return described;
  }

  private Optional<JsonNode> parsed(String body) {
    try {
      return Optional.of(mapper.readTree(body));
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  private static String mediaType(String contentType) {
    int parameters = contentType.indexOf(';');
    return (parameters < 0 ? contentType : contentType.substring(0, parameters)).strip();
  }
}
