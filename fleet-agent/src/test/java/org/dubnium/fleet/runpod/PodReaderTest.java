package org.dubnium.fleet.runpod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.dubnium.fleet.runpod.RunpodException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodReaderTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final OpenApi API = new OpenApi();

  private static ObjectNode pod() {
    return (ObjectNode) SchemaSample.full(API, "Pod");
  }

  private static Pod read(JsonNode pod) throws Exception {
    return new CannedServer().json(200, pod.toString()).client().getPod("7h9k2m4n6p");
  }

  @Test
  void readsTheDocumentedPod() throws Exception {
    JsonNode example =
        API.operation("getPod")
            .node()
            .at("/responses/200/content/application~1json/examples/pod/value");
    assertEquals(
        new Pod(
            "7h9k2m4n6p",
            "pytorch-training",
            PodStatus.RUNNING,
            Set.of(PodAction.STOP, PodAction.RESTART, PodAction.TERMINATE),
            "runpod/pytorch:1.0.2-cu1281-torch280-ubuntu2404",
            List.of("8888/http", "22/tcp"),
            Set.of("MODEL_NAME"),
            Optional.of(new GpuConfig("NVIDIA GeForce RTX 4090", 1)),
            Cloud.SECURE,
            Optional.of("US-KS-2"),
            Optional.of("9x4m2p7v"),
            0.44,
            false,
            Optional.of(
                new PodRuntime(
                    OptionalLong.of(3600),
                    List.of(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    List.of(
                        new PodRuntime.Port(
                            OptionalInt.of(22),
                            OptionalInt.of(34446),
                            "tcp",
                            Optional.of("195.26.233.3"))))),
            Instant.parse("2026-06-01T12:00:00Z"),
            Optional.of(Instant.parse("2026-06-01T12:02:00Z")),
            new Pod.GlobalNetworking(false, Optional.empty(), Optional.empty()),
            new Mounts(Optional.of(new Mounts.Persistent(20, "/workspace")), List.of()),
            Optional.empty()),
        read(example));
  }

  @Test
  void readsAllThatAPodCanHave() throws Exception {
    Pod pod = read(pod());
    PodRuntime runtime = pod.runtime().orElseThrow();
    assertEquals(
        List.of(new PodRuntime.Gpu(OptionalInt.of(94), OptionalInt.of(78))), runtime.gpus());
    assertEquals(OptionalInt.of(45), runtime.cpuPercent());
    assertEquals(Optional.of("10.65.1.42"), pod.globalNetworking().ip());
    assertEquals(List.of(new Mounts.Network("vol_xyz", "/runpod-volume")), pod.mounts().network());
    assertEquals(Optional.of("cluster_abc123"), pod.cluster());
  }

  @Test
  void wordsThatALaterVersionAddsAreUnknown() throws Exception {
    ObjectNode later = pod().put("status", "HIBERNATED").put("cloud", "MOON");
    later.putArray("actions").add("stop").add("hibernate");
    Pod pod = read(later);
    assertEquals(PodStatus.UNKNOWN, pod.status());
    assertEquals(Cloud.UNKNOWN, pod.cloud());
    assertEquals(Set.of(PodAction.STOP, PodAction.UNKNOWN), pod.actions());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id", "name", "status", "actions", "image", "ports", "env", "cloud", "cost", "locked",
        "createdAt", "globalNetworking", "mounts"
      })
  void missingFieldIsNamed(String name) {
    ObjectNode without = pod();
    without.remove(name);
    assertTrue(refused(without).contains(": " + name + " is missing"), refused(without));
    assertTrue(refused(pod().putNull(name)).contains(": " + name + " is missing"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id                        | 17
          id                        | "a/../b"
          name                      | ["hunter2"]
          status                    | {"hunter2":1}
          actions                   | "stop"
          actions                   | [1]
          ports                     | ["8888/http",22]
          env                       | ["hunter2"]
          env                       | "hunter2"
          gpu                       | "hunter2"
          gpu.count                 | "1"
          gpu.count                 | 1.5
          gpu.count                 | 99999999999
          cost                      | "hunter2"
          cost                      | 1e999
          locked                    | "false"
          locked                    | 0
          dataCenterId              | 17
          runtime                   | []
          runtime.uptime            | 1e30
          runtime.gpus              | {}
          runtime.gpus[0].util      | true
          runtime.ports[0].private  | "22"
          runtime.ports[0].ip       | 17
          createdAt                 | "hunter2"
          createdAt                 | 17
          startedAt                 | "2026-06-01"
          globalNetworking.enabled  | "yes"
          mounts.persistent.size    | "hunter2"
          mounts.network            | "hunter2"
          mounts.network[0].path    | 17
          cluster.id                | 17
          """)
  void fieldOfAnotherTypeIsNamed(String path, String value) throws Exception {
    ObjectNode pod = pod();
    String pointer = "/" + path.replace("[0]", ".0").replace('.', '/');
    int last = pointer.lastIndexOf('/');
    ((ObjectNode) pod.at(pointer.substring(0, last)))
        .set(pointer.substring(last + 1), JSON.readTree(value));
    String message = refused(pod);
    assertTrue(message.contains(": " + path + " is "), message);
    assertFalse(message.contains("hunter2"), message);
  }

  @Test
  void elementOfAListIsNamed() {
    String pods = "{\"pods\":[" + pod() + "," + pod().put("cost", "free") + "]}";
    RunpodException refused =
        assertThrows(
            RunpodException.class, () -> new CannedServer().json(200, pods).client().listPods());
    assertTrue(String.valueOf(refused.getMessage()).contains("pods[1].cost is not a number"));
  }

  private static String refused(JsonNode pod) {
    RunpodException refused = assertThrows(RunpodException.class, () -> read(pod));
    assertEquals(Kind.MALFORMED, refused.kind());
    return String.valueOf(refused.getMessage());
  }

  @Test
  void nothingShowsWhatMayBeSecret() throws Exception {
    ObjectNode secret = pod().put("args", "--api-key hunter2");
    secret.putObject("env").put("API_KEY", "hunter2");
    String shown = read(secret).toString();
    assertFalse(shown.contains("hunter2"), shown);
    assertTrue(shown.contains("API_KEY"), shown);
    assertFalse(ApiCalls.create().toString().contains(ApiCalls.ENV_VALUE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", ".", "a/b", "../templates/x", "a?b", "a b", "é"})
  void idThatNamesSomethingElseIsNotSent(String id) {
    CannedServer server = new CannedServer().json(204, "");
    RunpodException refused =
        assertThrows(RunpodException.class, () -> server.client().deletePod(id));
    assertEquals(Kind.INVALID, refused.kind());
    assertEquals(0, server.requests().size());
  }
}
