package org.dubnium.fleet.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.HttpUrl;
import org.dubnium.common.config.ConfigException;
import org.dubnium.common.config.Value;
import org.dubnium.fleet.pod.Budget;
import org.dubnium.fleet.pod.DeclaredFleet;
import org.dubnium.fleet.pod.IdlePolicy;
import org.dubnium.fleet.pod.PodContainer;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodDeclaration.Cloud;
import org.dubnium.fleet.pod.PodRole;
import org.dubnium.fleet.pod.PodStorage;
import org.dubnium.fleet.pod.ReadinessProbe;
import org.dubnium.fleet.pod.Usd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PodsReaderTest {

  private static final Path DEFAULTS = Path.of("src/main/dist/fleet-agent.json");
  private static final String RUNPOD = "\"runpod\": {\"fleet\": \"lab\", \"maximumPerHour\": 5}";
  private static final String LEAST = "\"count\": 1, \"gpu\": [\"NVIDIA A40\"], \"image\": \"a:1\"";

  @TempDir private Path directory;

  private RunpodSettings load(String text) throws IOException, ConfigException {
    Path config = directory.resolve("fleet-agent.json");
    Files.writeString(config, text);
    return FleetConfigLoader.load(DEFAULTS, config, "workstation").runpod();
  }

  /** A declaration that is sound, with a drop-in over it. */
  private RunpodSettings loadOver(String text) throws IOException, ConfigException {
    Path dropIns = Files.createDirectories(directory.resolve("fleet-agent.d"));
    Files.writeString(dropIns.resolve("over.json"), text);
    return load(worker(LEAST));
  }

  private static String worker(String members) {
    return "{" + RUNPOD + ", \"pods\": {\"worker\": {" + members + "}}}";
  }

  @Test
  void asShippedNothingIsRented() throws Exception {
    RunpodSettings read = load("{}");
    assertEquals(Optional.empty(), read.fleet());
    assertEquals("runpod-api-key", read.credential().value());
    assertEquals(HttpUrl.get("https://api.runpod.io"), read.api());
    assertEquals(List.of(), read.secrets());
  }

  /** So that pods which are not declared any longer are seen. */
  @Test
  void aFleetMayHaveNoPods() throws Exception {
    assertEquals(
        Optional.of(new DeclaredFleet("lab", Usd.of(5), List.of())),
        load("{" + RUNPOD + "}").fleet());
  }

  @Test
  void aDeclarationIsReadWithAllThatItHas() throws Exception {
    RunpodSettings read =
        load(
            """
            { "runpod": { "fleet": "lab", "maximumPerHour": 5.0, "credential": "other-key",
                "api": "http://127.0.0.1:8090" },
              "pods": { "worker": {
                "count": 2, "gpu": ["NVIDIA GeForce RTX 4090", "NVIDIA RTX A5000"], "gpuCount": 8,
                "clouds": ["community", "secure"], "dataCenters": ["US-KS-2", "EUR-IS-1"],
                "image": "registry.example:5000/worker:1.2.3", "template": "30zmvf89kd",
                "args": "--verbose", "disk": 50, "ports": ["9400/http", "22/tcp", "8000/tcp"],
                "env": {"A": "b"}, "secrets": {"HF_TOKEN": "hf-token"}, "registry": "cm3x",
                "volume": {"network": "agv6w2qcg7", "path": "/workspace"},
                "globalNetworking": true, "role": "serve",
                "readiness": {"port": 8000, "path": "/health", "patience": "45min"},
                "metrics": 9400, "idle": {"after": "30min", "grace": "10min"},
                "budget": {"perHour": 2.0, "perDay": 20.5, "total": 100, "reached": "stop"}
              } } }
            """);
    assertEquals("other-key", read.credential().value());
    assertEquals(HttpUrl.get("http://127.0.0.1:8090"), read.api());
    assertEquals(List.of("hf-token"), read.secrets().stream().map(Value::value).toList());
    assertTrue(read.secrets().getFirst().place().toString().endsWith("secrets.HF_TOKEN"));
    assertEquals(
        Optional.of(
            new PodDeclaration(
                "worker",
                2,
                List.of("NVIDIA GeForce RTX 4090", "NVIDIA RTX A5000"),
                8,
                List.of(Cloud.COMMUNITY, Cloud.SECURE),
                List.of("US-KS-2", "EUR-IS-1"),
                new PodContainer(
                    Optional.of("registry.example:5000/worker:1.2.3"),
                    Optional.of("30zmvf89kd"),
                    Optional.of("--verbose"),
                    OptionalInt.of(50),
                    List.of("9400/http", "22/tcp", "8000/tcp"),
                    new TreeMap<>(Map.of("A", "b")),
                    new TreeMap<>(Map.of("HF_TOKEN", "hf-token")),
                    Optional.of("cm3x")),
                Optional.of(new PodStorage.Network("agv6w2qcg7", "/workspace")),
                true,
                PodRole.SERVE,
                Optional.of(
                    new ReadinessProbe(8000, Optional.of("/health"), Duration.ofMinutes(45))),
                Optional.of(9400),
                Optional.of(new IdlePolicy(Duration.ofMinutes(30), Duration.ofMinutes(10))),
                new Budget(
                    Optional.of(Usd.of(2)),
                    Optional.of(Usd.of(20.5)),
                    Optional.of(Usd.of(100)),
                    Budget.Reached.STOP))),
        read.fleet().flatMap(fleet -> fleet.find("worker")));
  }

  @Test
  void whatIsLeftOutIsAsPeopleWouldExpect() throws Exception {
    PodDeclaration read =
        load(worker(
                "\"count\": 0, \"gpu\": [\"NVIDIA A40\"], \"template\": \"t\", \"image\": null,"
                    + " \"ports\": [\"8000/tcp\"], \"readiness\": {\"port\": 8000},"
                    + " \"volume\": {\"gigabytes\": 20, \"path\": \"/workspace\"},"
                    + " \"idle\": {\"after\": \"6min\"}"))
            .fleet()
            .flatMap(fleet -> fleet.find("worker"))
            .orElseThrow();
    assertEquals(0, read.count());
    assertEquals(1, read.gpuCount());
    assertEquals(List.of(Cloud.SECURE), read.clouds());
    assertEquals(Optional.empty(), read.container().image());
    assertEquals(PodRole.PLAIN, read.role());
    assertEquals(
        Optional.of(new ReadinessProbe(8000, Optional.empty(), Duration.ofMinutes(30))),
        read.readiness());
    assertEquals(Optional.of(new PodStorage.HostDisk(20, "/workspace")), read.storage());
    assertEquals(
        Optional.of(new IdlePolicy(Duration.ofMinutes(6), Duration.ofMinutes(5))), read.idle());
    assertEquals(Budget.NONE, read.budget());
  }

  private static Arguments pod(String members, String problem) {
    return arguments("{\"pods\": {\"worker\": {" + members + "}}}", ":1: pods.worker" + problem);
  }

  private static String variables(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(number -> "\"V" + number + "\": \"x\"")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  static List<Arguments> mistakes() {
    String pods = "\"pods\": {\"worker\": {" + LEAST + "}}";
    return List.of(
        arguments("{" + pods + "}", ":1: pods.worker: cannot tell pods of this fleet from others"),
        arguments("{" + pods + "}", ":1: pods.worker: cannot rent without a limit"),
        arguments(
            "{\"runpod\": {\"fleet\": \"lab\"}}", ":1: runpod.fleet: cannot rent without a limit"),
        arguments(
            "{\"runpod\": {\"fleet\": \"My Lab\"}}",
            ":1: runpod.fleet: cannot use 'My Lab' as the id of a fleet"),
        arguments(
            "{\"runpod\": {\"maximumPerHour\": 0}}",
            ":1: runpod.maximumPerHour: cannot use 0 (write a number above 0 and up to 1000"),
        arguments(
            "{\"runpod\": {\"maximumPerHour\": -1}}", ":1: runpod.maximumPerHour: cannot use -1"),
        arguments(
            "{\"runpod\": {\"maximumPerHour\": 1001}}", ":1: runpod.maximumPerHour: cannot use"),
        arguments(
            "{\"runpod\": {\"maximumPerHour\": 1e3}}", ":1: runpod.maximumPerHour: cannot use"),
        arguments("{\"runpod\": {\"key\": \"x\"}}", ":1: runpod.key: cannot use an unknown key"),
        arguments(
            "{\"runpod\": {\"api\": \"http://api.runpod.io\"}}",
            ":1: runpod.api: cannot send the API key over http to another host (use https)"),
        arguments(
            "{\"runpod\": {\"api\": \"api\"}}", ":1: runpod.api: cannot use 'api' as an address"),
        arguments(
            "{\"runpod\": {\"credential\": \"rpa_A B\"}}",
            ":1: runpod.credential: cannot use 'rpa_A B' as the name of a credential"),
        arguments(
            "{" + RUNPOD + ", \"pods\": {\"Worker\": {" + LEAST + "}}}",
            ":1: pods.Worker: cannot name pods 'Worker'"),
        arguments(
            "{" + RUNPOD + ", \"pods\": {\"w" + "o".repeat(32) + "\": {" + LEAST + "}}}",
            "cannot name pods 'woooo"),
        arguments(worker(""), ":1: pods.worker: cannot do without 'count'"),
        arguments(worker(""), ":1: pods.worker: cannot rent without a GPU type"),
        arguments(worker(""), ":1: pods.worker: cannot run nothing"));
  }

  static List<Arguments> mistakesInPods() {
    return List.of(
        pod("\"count\": -1", ".count: cannot use -1 (write a whole number from 0 to 1000)"),
        pod("\"count\": 1001", ".count: cannot use 1001"),
        pod("\"gpu\": []", ".gpu: cannot rent without a GPU type"),
        pod("\"gpu\": \"NVIDIA A40\"", ".gpu: cannot use \"NVIDIA A40\" (write an array"),
        pod("\"gpu\": [\"\"]", ".gpu[0]: cannot use '' as the id of a GPU type"),
        pod("\"gpu\": [\"A\", \"A\"]", ".gpu[1]: cannot name 'A' twice (take one out)"),
        pod("\"gpuCount\": 0", ".gpuCount: cannot use 0 (write a whole number from 1 to 64)"),
        pod("\"gpuCount\": 65", ".gpuCount: cannot use 65"),
        pod("\"clouds\": []", ".clouds: cannot rent in no cloud"),
        pod(
            "\"clouds\": [\"secur\"]",
            ".clouds[0]: cannot use 'secur' here (did you mean 'secure'?)"),
        pod("\"clouds\": [\"secure\", \"secure\"]", ".clouds[1]: cannot name a cloud twice"),
        pod(
            "\"dataCenters\": [\"Kansas\"]",
            ".dataCenters[0]: cannot use 'Kansas' as a data centre"),
        pod(
            "\"dataCenters\": [\"US-KS-2\", \"US-KS-2\"]",
            ".dataCenters[1]: cannot name 'US-KS-2' twice"),
        pod("\"image\": \"a b\"", ".image: cannot use 'a b' as an image"),
        pod("\"image\": \"worker\"", ".image: cannot use the image 'worker', which is another one"),
        pod("\"image\": \"h.example:5000/worker\"", ".image: cannot use the image"),
        pod("\"image\": \"worker:latest\"", ".image: cannot use the image 'worker:latest'"),
        pod("\"image\": null", ": cannot run nothing (name an \"image\""),
        pod("\"template\": \"a/b\"", ".template: cannot use 'a/b' as an id"),
        pod(
            "\"args\": \"" + "x".repeat(4097) + "\"",
            ".args: cannot use a text of 4097 characters"),
        pod("\"disk\": 0", ".disk: cannot use 0"),
        pod(
            "\"ports\": [\"8000\"]",
            ".ports[0]: cannot open '8000' (write a port and its protocol"),
        pod("\"ports\": [\"8000/udp\"]", ".ports[0]: cannot open '8000/udp'"),
        pod("\"ports\": [\"65536/tcp\"]", ".ports[0]: cannot open '65536/tcp'"),
        pod(
            "\"ports\": [\"8001/tcp\"]",
            ".ports[0]: cannot open 8001/tcp, which RunPod's images use"),
        pod("\"ports\": [\"3001/http\"]", ".ports[0]: cannot open 3001/http"),
        pod("\"ports\": [\"7270/http\"]", ".ports[0]: cannot open 7270/http"),
        pod("\"ports\": [\"7861/http\"]", ".ports[0]: cannot open 7861/http"),
        pod("\"ports\": [\"8081/http\"]", ".ports[0]: cannot open 8081/http"),
        pod("\"ports\": [\"9091/http\"]", ".ports[0]: cannot open 9091/http"),
        pod("\"ports\": [\"80/tcp\", \"80/tcp\"]", ".ports[1]: cannot name '80/tcp' twice"),
        pod("\"env\": {\"1A\": \"x\"}", ".env.1A: cannot use '1A' as the name of a variable"),
        pod("\"env\": {\"A\": 1}", ".env.A: cannot use 1 (write a string, in quotes)"),
        pod("\"env\": {\"DUBNIUM_USERS\": \"x\"}", ".env.DUBNIUM_USERS: cannot set DUBNIUM_USERS"),
        pod("\"env\": {\"DUBNIUM_ROLE\": \"x\"}", ".env.DUBNIUM_ROLE: cannot set DUBNIUM_ROLE"),
        pod("\"env\": {\"A\": \"" + "x".repeat(8193) + "\"}", ".env.A: cannot use a text of 8193"),
        pod("\"env\": {\"A\": \"x\\u0000\"}", ".env.A: cannot use a text with a zero in it"),
        pod(
            "\"env\": " + variables(0, 40) + ", \"secrets\": " + variables(40, 6),
            ".env: cannot set 46 variables in \"env\" and \"secrets\": RunPod takes 50"),
        pod(
            "\"env\": {\"A\": \"x\"}, \"secrets\": {\"A\": \"token\"}",
            ".secrets.A: cannot set A twice (take it out of \"env\")"),
        pod(
            "\"secrets\": {\"A\": \"hf_x/y\"}",
            ".secrets.A: cannot use 'hf_x/y' as the name of a credential"),
        pod("\"registry\": \"\"", ".registry: cannot use '' as an id"),
        pod("\"volume\": {\"network\": \"v\"}", ".volume: cannot mount a volume nowhere"),
        pod("\"volume\": {\"path\": \"/a\"}", ".volume: cannot tell which volume is meant"),
        pod(
            "\"volume\": {\"path\": \"/a\", \"network\": \"v\", \"gigabytes\": 20}",
            ".volume: cannot tell which volume is meant"),
        pod(
            "\"volume\": {\"path\": \"/a\", \"gigabytes\": 9}",
            ".volume.gigabytes: cannot use 9 (write a whole number from 10"),
        pod(
            "\"volume\": {\"path\": \"a\", \"network\": \"v\"}",
            ".volume.path: cannot use 'a' as a path to mount at"),
        pod(
            "\"volume\": {\"path\": \"/a/../b\", \"network\": \"v\"}",
            ".volume.path: cannot mount at '/a/../b'"),
        pod("\"volume\": {\"id\": \"v\"}", ".volume.id: cannot use an unknown key"),
        pod("\"role\": \"master\"", ".role: cannot use 'master' here"),
        pod("\"readiness\": {}", ".readiness: cannot do without 'port'"),
        pod(
            "\"ports\": [\"80/tcp\"], \"readiness\": {\"port\": 8000}",
            ".readiness.port: cannot reach port 8000, which is not opened (add \"8000/tcp\""),
        pod(
            "\"ports\": [\"8000/http\"], \"readiness\": {\"port\": 8000}",
            ".readiness: cannot see by a connection alone whether a service behind RunPod's proxy"),
        pod(
            "\"ports\": [\"80/tcp\"], \"readiness\": {\"port\": 80, \"path\": \"health\"}",
            ".readiness.path: cannot use 'health' as the path of a request"),
        pod(
            "\"ports\": [\"80/tcp\"], \"readiness\": {\"port\": 80, \"patience\": \"2d\"}",
            ".readiness.patience: cannot use \"2d\""),
        pod("\"metrics\": 9400", ".metrics: cannot reach port 9400, which is not opened"),
        pod("\"idle\": {}", ".idle: cannot stop idle pods at no time"),
        pod(
            "\"idle\": {\"after\": \"5min\", \"grace\": \"5min\"}",
            ".idle.grace: cannot tell people earlier than a pod becomes idle"),
        pod("\"idle\": {\"after\": \"4min\"}", ".idle: cannot tell people earlier"),
        pod("\"budget\": {\"perHour\": 0}", ".budget.perHour: cannot use 0"),
        pod("\"budget\": {\"perDay\": -1}", ".budget.perDay: cannot use -1"),
        pod("\"budget\": {\"perDay\": 24001}", ".budget.perDay: cannot use 24001"),
        pod("\"budget\": {\"total\": 1000001}", ".budget.total: cannot use 1000001"),
        pod(
            "\"budget\": {\"perHour\": 5.01}",
            ".budget.perHour: cannot spend $5.01 an hour where \"runpod.maximumPerHour\" is $5.00"),
        pod("\"budget\": {\"reached\": \"kill\"}", ".budget.reached: cannot use 'kill' here"),
        pod("\"gpus\": 1", ".gpus: cannot use an unknown key (did you mean 'gpu'?)"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsToldWithItsPlace(String text, String message) {
    assertTold(assertThrows(ConfigException.class, () -> load(text)), message);
  }

  @ParameterizedTest
  @MethodSource("mistakesInPods")
  void aMistakeInADropInIsToldWithItsPlace(String text, String message) {
    assertTold(assertThrows(ConfigException.class, () -> loadOver(text)), message);
  }

  private static void assertTold(ConfigException wrong, String message) {
    assertTrue(
        wrong.problems().stream().anyMatch(problem -> problem.contains(message)),
        () -> message + "\nis not in\n" + String.join("\n", wrong.problems()));
  }

  static List<String> sound() {
    String digest = "@sha256:" + "0123456789abcdef".repeat(4);
    return List.of(
        "\"image\": \"runpod/pytorch:1.0.2-cu1281-torch280-ubuntu2404\"",
        "\"image\": \"worker" + digest + "\"",
        "\"image\": \"h.example:5000/a/worker" + digest + "\"",
        "\"image\": \"worker:latest" + digest + "\"",
        "\"env\": " + variables(0, 45),
        "\"env\": {\"DUBNIUM_MODEL\": \"Qwen/Qwen3-8B\"}",
        "\"budget\": {\"perHour\": 5}",
        "\"ports\": [\"8000/http\", \"8000/tcp\"], \"readiness\": {\"port\": 8000}",
        "\"count\": 1000");
  }

  @ParameterizedTest
  @MethodSource("sound")
  void whatIsJustRightIsTaken(String members) throws Exception {
    assertTrue(loadOver("{\"pods\": {\"worker\": {" + members + "}}}").fleet().isPresent());
  }
}
