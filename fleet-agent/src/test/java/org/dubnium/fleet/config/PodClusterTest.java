package org.dubnium.fleet.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dubnium.common.config.ConfigException;
import org.dubnium.common.config.Value;
import org.dubnium.fleet.pod.PodContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pods that are a Slurm cluster, as the configuration has them. */
class PodClusterTest {

  private static final Path DEFAULTS = Path.of("src/main/dist/fleet-agent.json");
  private static final String RUNPOD = "\"runpod\": {\"fleet\": \"lab\", \"maximumPerHour\": 5}";
  private static final String LEAST = "\"count\": 1, \"gpu\": [\"NVIDIA A40\"], \"image\": \"a:1\"";
  private static final String HEAD =
      "\"head\": {"
          + LEAST
          + ", \"role\": \"head\", \"globalNetworking\": true, \"ports\": [\"6817/tcp\"]}";

  @TempDir private Path directory;

  private RunpodSettings load(String text) throws IOException, ConfigException {
    Path config = directory.resolve("fleet-agent.json");
    Files.writeString(config, text);
    return FleetConfigLoader.load(DEFAULTS, config, "workstation").runpod();
  }

  private static String pods(String... declarations) {
    return "{" + RUNPOD + ", \"pods\": {" + String.join(", ", declarations) + "}}";
  }

  private static String member(String name, String members) {
    return "\"" + name + "\": {" + LEAST + ", \"globalNetworking\": true, " + members + "}";
  }

  /** What a cluster has in common is given to each of its pods, and the key is a secret. */
  @Test
  void podsOfASlurmClusterAreGivenItsKey() throws Exception {
    RunpodSettings read = load(pods(HEAD, member("worker", "\"role\": \"worker\"")));
    for (String name : List.of("head", "worker")) {
      PodContainer container = read.fleet().orElseThrow().find(name).orElseThrow().container();
      assertEquals("munge-key", container.secrets().get("DUBNIUM_MUNGE_KEY"));
    }
    assertEquals(
        List.of("munge-key", "munge-key"), read.secrets().stream().map(Value::value).toList());
    assertTrue(read.secrets().getFirst().place().toString().endsWith("pods.head.role"));
  }

  static List<Arguments> mistakesInClusters() {
    return List.of(
        arguments(
            pods(member("worker", "\"role\": \"worker\"")),
            ":1: pods.worker: cannot join a Slurm cluster that has no head"),
        arguments(
            pods(HEAD, HEAD.replace("\"head\": {", "\"master\": {")),
            ":1: pods.master: cannot tell which head workers join: 'head' is one, too"),
        arguments(
            pods(HEAD.replace("\"globalNetworking\": true", "\"globalNetworking\": false")),
            ":1: pods.head.role: cannot join a Slurm cluster whose pods do not reach one another"),
        arguments(
            pods(HEAD, "\"worker\": {" + LEAST + ", \"role\": \"worker\"}"),
            ":1: pods.worker.role: cannot join a Slurm cluster whose pods do not reach one another"),
        arguments(
            pods(HEAD.replace("6817/tcp", "6817/http")),
            ":1: pods.head.ports: cannot reach Slurm's controller from here (add \"6817/tcp\""),
        arguments(
            pods(HEAD.replace("\"count\": 1", "\"count\": 2")),
            ":1: pods.head.count: cannot have a cluster with several heads"));
  }

  @ParameterizedTest
  @MethodSource("mistakesInClusters")
  void aMistakeInAClusterIsToldWithItsPlace(String text, String message) {
    ConfigException wrong = assertThrows(ConfigException.class, () -> load(text));
    assertTrue(
        wrong.problems().stream().anyMatch(problem -> problem.contains(message)),
        () -> message + "\nis not in\n" + String.join("\n", wrong.problems()));
  }
}
