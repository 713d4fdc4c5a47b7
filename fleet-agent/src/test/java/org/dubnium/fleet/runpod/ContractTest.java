package org.dubnium.fleet.runpod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.dubnium.fleet.runpod.RunpodException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request matches RunPod's OpenAPI document, and everything that it allows to be answered is read. */
class ContractTest {

  private static final OpenApi API = new OpenApi();
  private static final Set<String> WITHOUT_CONTENT = Set.of("deletePod");

  static List<ApiCalls.Case> calls() {
    return ApiCalls.all();
  }

  /** Of each operation one call. */
  static List<ApiCalls.Case> operations() {
    Set<String> seen = new TreeSet<>();
    return ApiCalls.all().stream().filter(call -> seen.add(call.operation())).toList();
  }

  static List<ApiCalls.Case> answered() {
    return operations().stream()
        .filter(call -> !WITHOUT_CONTENT.contains(call.operation()))
        .filter(call -> !call.operation().equals("getPodLogs"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void requestMatches(ApiCalls.Case call) throws Exception {
    CannedServer server = new CannedServer().json(404, "{}");
    assertThrows(RunpodException.class, () -> call.use().on(server.client()));
    Request request = server.requests().getFirst();
    assertEquals(call.operation(), API.operationOf(request).id());
    assertEquals(List.of(), API.errors(request));
  }

  @Test
  void everyOperationOfTheInterfaceIsCalled() {
    // One method tells of limits and calls nothing.
    assertEquals(RunpodApi.class.getMethods().length - 1, operations().size());
  }

  @Test
  void requestThatDoesNotMatchIsNoticed() throws IOException {
    Request.Builder wrong =
        new Request.Builder()
            .url("https://api.example/v2/catalog/gpus?count=0&clouds=SECURE")
            .header("Authorization", "Bearer x");
    assertEquals(2, API.errors(wrong.build()).size());
    Request create =
        wrong
            .url("https://api.example/v2/pods")
            .post(
                RequestBody.create(
                    "{\"name\":\"a\",\"gpus\":1}", MediaType.get("application/json")))
            .build();
    String errors = API.errors(create).toString();
    assertFalse(errors.replace("image", "").equals(errors), errors);
    assertFalse(errors.replace("gpus", "").equals(errors), errors);
  }

  @ParameterizedTest
  @MethodSource("answered")
  void documentedExampleIsRead(ApiCalls.Case call) throws Exception {
    JsonNode examples = content(call).path("examples");
    assertFalse(examples.isEmpty());
    for (JsonNode example : examples) {
      assertNotNull(read(call, example.path("value")));
    }
  }

  @ParameterizedTest
  @MethodSource("answered")
  void answerWithEverythingIsRead(ApiCalls.Case call) throws Exception {
    JsonNode answer = SchemaSample.full(API, content(call).path("schema"));
    assertEquals(List.of(), API.errors(pointer(call) + "/schema", answer));
    assertNotNull(read(call, answer));
  }

  @ParameterizedTest
  @MethodSource("answered")
  void answerWithWhatIsRequiredAloneIsRead(ApiCalls.Case call) throws Exception {
    JsonNode answer = SchemaSample.least(API, content(call).path("schema"));
    assertEquals(List.of(), API.errors(pointer(call) + "/schema", answer));
    assertNotNull(read(call, answer));
  }

  @ParameterizedTest
  @MethodSource("answered")
  void whatALaterVersionAddsIsLeftAlone(ApiCalls.Case call) throws Exception {
    JsonNode answer = SchemaSample.full(API, content(call).path("schema"));
    Object before = read(call, answer);
    for (JsonNode parent : answer.findParents("id")) {
      ((ObjectNode) parent).putObject("addedLater").putArray("of").add(1).add("two");
    }
    ((ObjectNode) answer).put("addedLater", 1);
    assertEquals(before, read(call, answer));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void documentedErrorHasItsKind(ApiCalls.Case call) throws Exception {
    Map<String, Kind> kinds =
        Map.of(
            "400", Kind.REJECTED,
            "401", Kind.UNAUTHORIZED,
            "403", Kind.FORBIDDEN,
            "404", Kind.NOT_FOUND,
            "409", Kind.CONFLICT,
            "422", Kind.INVALID,
            "429", Kind.RATE_LIMITED);
    List<String> seen = new ArrayList<>();
    for (var response : API.operation(call.operation()).node().path("responses").properties()) {
      if (response.getKey().matches("4..")) {
        JsonNode problem =
            API.resolve(response.getValue()).path("content").path("application/problem+json");
        JsonNode example =
            problem.path("examples").isEmpty()
                ? SchemaSample.full(API, problem.path("schema"))
                : problem.path("examples").iterator().next().path("value");
        RunpodException failure =
            failure(call, Integer.parseInt(response.getKey()), example.toString());
        assertEquals(kinds.get(response.getKey()), failure.kind());
        assertEquals(example.path("detail").asText(), failure.detail());
        assertFalse(failure.mayHaveTakenEffect());
        seen.add(response.getKey());
      }
    }
    assertFalse(seen.isEmpty());
  }

  private static RunpodException failure(ApiCalls.Case call, int code, String body) {
    RunpodClient client = new CannedServer().json(code, body).client();
    return assertThrows(RunpodException.class, () -> call.use().on(client));
  }

  private static Object read(ApiCalls.Case call, JsonNode answer) throws Exception {
    return call.use().on(new CannedServer().json(200, answer.toString()).client());
  }

  private static JsonNode content(ApiCalls.Case call) {
    String pointer = pointer(call);
    JsonNode responses = API.operation(call.operation()).node().path("responses");
    return responses.at(pointer.substring(pointer.lastIndexOf("/responses") + 10));
  }

  private static String pointer(ApiCalls.Case call) {
    OpenApi.Operation operation = API.operation(call.operation());
    String code = operation.node().path("responses").has("201") ? "201" : "200";
    return operation.pointer() + "/responses/" + code + "/content/application~1json";
  }
}
