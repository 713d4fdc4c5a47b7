package org.dubnium.testbed.runpod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation, called rightly and wrongly; every answer is as the description has it. */
class OperationsTest {

  private static final String TEMPLATE =
      """
      {"name":"vllm","image":"vllm/vllm-openai:v0.11.2","ports":["8000/http"],"env":{"A":"1","B":"2"},
       "mounts":{"persistent":{"size":20,"path":"/workspace"}}}\
      """;

  private final Customer customer = new Customer();

  /** Operation, query, body, status. */
  static Stream<Arguments> right() {
    return Stream.of(
        Arguments.of(Operation.GET_SSH_KEYS, "", "", 200),
        Arguments.of(Operation.UPDATE_SSH_KEYS, "", "{'keys':['ssh-ed25519 AAAA me@x']}", 200),
        Arguments.of(Operation.LIST_PODS, "", "", 200),
        Arguments.of(Operation.LIST_PODS, "?includeClusterPods=true", "", 200),
        Arguments.of(Operation.CREATE_POD, "", Customer.POD, 201),
        Arguments.of(
            Operation.CREATE_POD,
            "",
            "{'name':'cpu','image':'x','cpu':{'id':'cpu5g','vcpuCount':4}}",
            201),
        Arguments.of(
            Operation.CREATE_POD,
            "",
            "{'name':'t','templateId':'runpod-torch-v280','gpu':{'id':'NVIDIA A40'}}",
            201),
        Arguments.of(Operation.GET_POD, "", "", 200),
        Arguments.of(Operation.UPDATE_POD, "", "{'locked':true}", 200),
        Arguments.of(Operation.UPDATE_POD, "", "{'env':{},'registry':null,'ports':[]}", 200),
        Arguments.of(Operation.DELETE_POD, "", "", 204),
        Arguments.of(Operation.GET_POD_LOGS, "?source=system&tail=5", "", 200),
        Arguments.of(Operation.POD_ACTION, "", "{'action':'stop'}", 200),
        Arguments.of(Operation.POD_ACTION, "", "{'action':'terminate'}", 204),
        Arguments.of(Operation.LIST_CLUSTERS, "", "", 200),
        Arguments.of(Operation.LIST_ENDPOINTS, "", "", 200),
        Arguments.of(Operation.LIST_TEMPLATES, "", "", 200),
        Arguments.of(Operation.CREATE_TEMPLATE, "", TEMPLATE, 201),
        Arguments.of(Operation.GET_TEMPLATE, "", "", 200),
        Arguments.of(Operation.UPDATE_TEMPLATE, "", "{'category':'AMD','disk':7}", 200),
        Arguments.of(Operation.DELETE_TEMPLATE, "", "", 204),
        Arguments.of(Operation.LIST_NETWORK_VOLUMES, "", "", 200),
        Arguments.of(
            Operation.CREATE_NETWORK_VOLUME,
            "",
            "{'name':'v','size':10,'dataCenter':'US-KS-2','type':'HIGH_PERFORMANCE'}",
            201),
        Arguments.of(Operation.GET_NETWORK_VOLUME, "", "", 200),
        Arguments.of(Operation.UPDATE_NETWORK_VOLUME, "", "{'size':200}", 200),
        Arguments.of(Operation.DELETE_NETWORK_VOLUME, "", "", 204),
        Arguments.of(Operation.LIST_REGISTRIES, "", "", 200),
        Arguments.of(
            Operation.CREATE_REGISTRY, "", "{'name':'r','username':'u','password':'p'}", 201),
        Arguments.of(Operation.GET_REGISTRY, "", "", 200),
        Arguments.of(Operation.DELETE_REGISTRY, "", "", 204),
        Arguments.of(Operation.LIST_GPU_TYPES, "", "", 200),
        Arguments.of(
            Operation.LIST_GPU_TYPES,
            "?include=AVAILABILITY&product=POD&count=8&countryCodes=US,RO&minCudaVersion=12",
            "",
            200),
        Arguments.of(
            Operation.GET_GPU_TYPE, "?include=AVAILABILITY&product=POD&cloud=COMMUNITY", "", 200),
        Arguments.of(Operation.LIST_CPU_TYPES, "?include=AVAILABILITY&product=POD", "", 200),
        Arguments.of(Operation.GET_CPU_TYPE, "", "", 200),
        Arguments.of(
            Operation.LIST_DATA_CENTERS,
            "?regions=EUROPE&include=GPU_AVAILABILITY,CPU_AVAILABILITY&globalNetwork=true",
            "",
            200),
        Arguments.of(Operation.GET_DATA_CENTER, "?include=GPU_AVAILABILITY", "", 200),
        Arguments.of(Operation.LIST_PUBLIC_TEMPLATES, "", "", 200),
        Arguments.of(Operation.LIST_PUBLIC_TEMPLATES, "?source=community", "", 200),
        Arguments.of(Operation.LIST_BILLING, "?bucketSize=hour&lastN=3", "", 200),
        Arguments.of(Operation.LIST_POD_BILLING, "?bucketSize=month", "", 200),
        Arguments.of(
            Operation.LIST_NETWORK_VOLUME_BILLING,
            "?startTime=2026-11-01T00:00:00Z&endTime=2026-12-02T00:00:00Z",
            "",
            200));
  }

  @ParameterizedTest
  @MethodSource("right")
  void answersAsDescribed(Operation operation, String query, String body, int status) {
    String path = operation.path().replace("{id}", existing(operation)) + query;
    var response = customer.response(operation.method(), path, body.replace('\'', '"'));
    assertEquals(status, response.status(), response.body());
  }

  @Test
  void noOperationIsLeftOut() {
    Set<Operation> called = EnumSet.noneOf(Operation.class);
    right().forEach(row -> called.add((Operation) row.get()[0]));
    assertEquals(EnumSet.allOf(Operation.class), called);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | POST   | /v2/pods | {",
        "422 | POST   | /v2/pods | {'name':'a','gpu':{'id':'NVIDIA A40'}}",
        "422 | POST   | /v2/pods | {'image':'x','gpu':{'id':'NVIDIA A40'}}",
        "422 | POST   | /v2/pods | {'name':'a','image':'x','gpu':{'id':'NVIDIA A40'},'bogus':1}",
        "422 | POST   | /v2/pods | {'name':7,'image':'x','gpu':{'id':'NVIDIA A40'}}",
        "422 | POST   | /v2/pods | {'name':'a','image':'x','gpu':{'id':'NVIDIA A40','count':0}}",
        "422 | POST   | /v2/pods | {'name':'a','image':'x','gpu':{'id':'NVIDIA"
            + " A40'},'cloud':'MOON'}",
        "400 | POST   | /v2/pods | {'name':'a','image':'x'}",
        "400 | POST   | /v2/pods | {'name':'a','image':'x','gpu':{'id':'NVIDIA"
            + " A40'},'cpu':{'id':'cpu5g','vcpuCount':2}}",
        "400 | POST   | /v2/pods | {'name':'a','image':'x','gpu':{'id':'NVIDIA A40','count':9}}",
        "400 | POST   | /v2/pods | {'name':'a','image':'x','gpu':{'id':'Voodoo 2'}}",
        "400 | POST   | /v2/pods | {'name':'a','image':'x','gpu':{'id':'NVIDIA"
            + " A40'},'dataCenterIds':['XX']}",
        "400 | POST   | /v2/pods | {'name':'a','image':'x','gpu':{'id':'NVIDIA"
            + " A40'},'ports':['80']}",
        "400 | POST   | /v2/pods | {'name':'a','image':'x','gpu':{'id':'NVIDIA"
            + " A40','minCudaVersion':'99.0'}}",
        "400 | POST   | /v2/pods | {'name':'a','image':'x','gpu':{'id':'NVIDIA"
            + " A40','minCudaVersion':'12.0','allowedCudaVersions':['12.4']}}",
        "400 | POST   | /v2/pods | {'name':'a','image':'x','cpu':{'id':'cpu5g','vcpuCount':3}}",
        "400 | POST   | /v2/pods |"
            + " {'name':'a','image':'x','cpu':{'id':'cpu5g','vcpuCount':2},'mounts':{'persistent':{'size':10,'path':'/w'}}}",
        "400 | POST   | /v2/pods | {'name':'a','image':'x','gpu':{'id':'NVIDIA"
            + " A40'},'mounts':{'persistent':{'size':10,'path':'/w'},'network':[{'volumeId':'v','path':'/v'}]}}",
        "404 | POST   | /v2/pods | {'name':'a','image':'x','gpu':{'id':'NVIDIA"
            + " A40'},'mounts':{'network':[{'volumeId':'v','path':'/v'}]}}",
        "404 | POST   | /v2/pods | {'name':'a','templateId':'none','gpu':{'id':'NVIDIA A40'}}",
        "422 | POST   | /v2/pods |"
            + " {'name':'a','templateId':'runpod-worker-vllm','gpu':{'id':'NVIDIA A40'}}",
        "400 | POST   | /v2/pods | {'name':'a','image':'x','gpu':{'id':'NVIDIA H100 80GB"
            + " HBM3'},'globalNetworking':true,'dataCenterIds':['EU-CZ-1']}",
        "404 | GET    | /v2/pods/none |",
        "404 | DELETE | /v2/pods/none |",
        "422 | GET    | /v2/pods?limit=5 |",
        "422 | POST   | /v2/pods/POD/action | {'action':'hibernate'}",
        "400 | PATCH  | /v2/pods/POD | {'mounts':{'persistent':{'size':10,'path':'/w'}}}",
        "400 | PATCH  | /v2/pods/POD | {'mounts':{'network':[]}}",
        "422 | GET    | /v2/pods/POD/logs?tail=6000 |",
        "404 | PATCH  | /v2/templates/runpod-torch-v280 | {'name':'mine'}",
        "422 | POST   | /v2/network-volumes | {'name':'v','size':5,'dataCenter':'US-KS-2'}",
        "400 | POST   | /v2/network-volumes | {'name':'v','size':10,'dataCenter':'EU-CZ-1'}",
        "400 | PATCH  | /v2/network-volumes/VOLUME | {'size':50}",
        "422 | PATCH  | /v2/network-volumes/VOLUME | {}",
        "400 | GET    | /v2/catalog/gpus?include=AVAILABILITY |",
        "400 | GET    | /v2/catalog/gpus?count=2 |",
        "422 | GET    | /v2/catalog/gpus?include=AVAILABILITY&product=PIZZA |",
        "400 | GET    | /v2/billing?lastN=2&startTime=2026-11-01T00:00:00Z |",
        "422 | GET    | /v2/billing?bucketSize=second |",
        "404 | GET    | /v2/none |",
        "405 | DELETE | /v2/pods |",
      })
  void refusesAsDescribed(int status, String method, String path, @Nullable String body) {
    String real =
        path.replace("POD", existing(Operation.GET_POD))
            .replace("VOLUME", existing(Operation.GET_NETWORK_VOLUME));
    JsonNode problem =
        customer.json(status, method, real, body == null ? "" : body.replace('\'', '"'));
    assertEquals(status, problem.path("status").asInt());
    assertTrue(problem.path("detail").isTextual());
  }

  @Test
  void fiftyVariablesAreTheMost() {
    StringBuilder env = new StringBuilder();
    for (int index = 0; index < 51; index++) {
      env.append(index == 0 ? "" : ",").append("\"V").append(index).append("\":\"\"");
    }
    String pod = Customer.POD.replace("\"disk\":50", "\"env\":{" + env + "}");
    assertTrue(customer.json(400, "POST", "/v2/pods", pod).path("detail").asText().contains("50"));
  }

  @Test
  void aTemplatesSettingsAreTheRequestsUnlessItHasItsOwn() {
    String template = customer.json(201, "POST", "/v2/templates", TEMPLATE).path("id").asText();
    JsonNode pod =
        customer.json(
            201,
            "POST",
            "/v2/pods",
            """
            {"name":"p","templateId":"%s","gpu":{"id":"NVIDIA A40"},"env":{"B":"3"}}\
            """
                .formatted(template));
    assertEquals("vllm/vllm-openai:v0.11.2", pod.path("image").asText());
    assertEquals("1", pod.path("env").path("A").asText());
    assertEquals("3", pod.path("env").path("B").asText());
    assertEquals(20, pod.path("mounts").path("persistent").path("size").asInt());
    assertTrue(pod.path("template").isNull());
  }

  @Test
  void namesNeedNotBeUnique() {
    customer.pod();
    customer.pod();
    assertEquals(2, customer.get("/v2/pods").path("pods").size());
    assertEquals(Map.of("worker", 2), customer.standIn.history().maxConcurrent());
  }

  @Test
  void aPodOfAClusterIsLeftAlone() {
    String id = customer.standIn.console().createClusterPod("c", "NVIDIA A40", "cluster_1");
    assertEquals(0, customer.get("/v2/pods").path("pods").size());
    assertEquals(
        "cluster_1",
        customer.get("/v2/pods?includeClusterPods=true").at("/pods/0/cluster/id").asText());
    customer.json(409, "DELETE", "/v2/pods/" + id, "");
    customer.json(409, "PATCH", "/v2/pods/" + id, "{\"name\":\"mine\"}");
    customer.act(409, id, "stop");
  }

  private String existing(Operation operation) {
    return switch (operation) {
      case GET_TEMPLATE, UPDATE_TEMPLATE, DELETE_TEMPLATE ->
          customer.json(201, "POST", "/v2/templates", TEMPLATE).path("id").asText();
      case GET_NETWORK_VOLUME, UPDATE_NETWORK_VOLUME, DELETE_NETWORK_VOLUME ->
          customer
              .json(
                  201,
                  "POST",
                  "/v2/network-volumes",
                  "{\"name\":\"v\",\"size\":100,\"dataCenter\":\"EU-RO-1\"}")
              .path("id")
              .asText();
      case GET_REGISTRY, DELETE_REGISTRY ->
          customer
              .json(
                  201,
                  "POST",
                  "/v2/registries",
                  "{\"name\":\"r\",\"username\":\"u\",\"password\":\"p\"}")
              .path("id")
              .asText();
      case GET_GPU_TYPE -> "NVIDIA%20GeForce%20RTX%204090";
      case GET_CPU_TYPE -> "cpu3c";
      case GET_DATA_CENTER -> "US-KS-2";
      default -> customer.pod();
    };
  }
}
