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
import okhttp3.HttpUrl;
import org.dubnium.common.config.ConfigException;
import org.dubnium.fleet.config.FleetConfiguration.StaticNode;
import org.dubnium.fleet.domain.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FleetConfigLoaderTest {

  private static final Path DEFAULTS = Path.of("src/main/dist/fleet-agent.json");

  @TempDir private Path directory;

  private FleetConfiguration load(String text) throws IOException, ConfigException {
    Path config = directory.resolve("fleet-agent.json");
    Files.writeString(config, text);
    return FleetConfigLoader.load(DEFAULTS, config, "workstation");
  }

  @Test
  void theShippedDefaultsAreSound() throws Exception {
    FleetConfiguration read = load("{}");
    assertTrue(read.listen().getAddress().isLoopbackAddress());
    assertEquals(8080, read.listen().getPort());
    assertTrue(read.host());
    assertEquals(new NodeId("workstation"), read.hostNode());
    assertEquals(List.of(), read.nodes());
    assertEquals(Duration.ofSeconds(10), read.polling().interval());
    assertEquals(Duration.ofDays(730), read.history().hours());
  }

  @Test
  void anAdministratorsNodesAreAdded() throws Exception {
    FleetConfiguration read =
        load(
            """
            { "host": { "node": "ws-1" },
              "nodes": { "gpu-2": { "urls": ["http://gpu-2:9400/metrics"] } } }
            """);
    assertEquals(new NodeId("ws-1"), read.hostNode());
    assertEquals(
        List.of(
            new StaticNode(new NodeId("gpu-2"), List.of(HttpUrl.get("http://gpu-2:9400/metrics")))),
        read.nodes());
  }

  static List<Arguments> mistakes() {
    return List.of(
        arguments(
            "{ \"listen\": { \"address\": \"my-host\" } }",
            ":1: listen.address: cannot listen on 'my-host' (write an IP address, such as"
                + " 127.0.0.1)"),
        arguments(
            "{ \"listen\": { \"port\": 70000 } }",
            ":1: listen.port: cannot use 70000 (write a whole number from 0 to 65535)"),
        arguments(
            "{ \"nodes\": { \"gpu 2\": { \"urls\": [\"http://gpu-2/\"] } } }",
            ":1: nodes[\"gpu 2\"]: cannot use 'gpu 2' as the name of a node"),
        arguments(
            "{ \"nodes\": { \"gpu-2\": { } } }",
            ":1: nodes.gpu-2: cannot read a node without an address (name one in \"urls\")"),
        arguments(
            "{ \"nodes\": { \"gpu-2\": { \"urls\": [\"gpu-2:9400\"] } } }",
            ":1: nodes.gpu-2.urls[0]: cannot use 'gpu-2:9400' as an address (write one such as"
                + " http://gpu-1:9400/metrics)"),
        arguments(
            "{ \"discovery\": { \"files\": [\"targets.json\"] } }",
            ":1: discovery.files[0]: cannot watch 'targets.json' (write a whole path, such as"
                + " /etc/dubnium/targets.json)"),
        arguments(
            "{ \"polling\": { \"deadline\": \"20s\" } }",
            ":1: polling.deadline: cannot wait for an answer longer than until the next question"
                + " (lower it)"),
        arguments(
            "{ \"history\": { \"keep\": { \"raw\": \"60d\" } } }",
            ": history.keep: cannot keep the finer longer than the coarser"
                + " (raw ≤ minutes ≤ hours)"),
        arguments(
            "{ \"telemetry\": {} }", ":1: telemetry: cannot use an unknown key"),
        arguments(
            "{ \"slurm\": { \"enabled\": \"yes\" } }",
            ":1: slurm.enabled: cannot use \"yes\" (write true or false)"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsToldWithItsPlace(String text, String message) {
    ConfigException wrong = assertThrows(ConfigException.class, () -> load(text));
    assertTrue(
        wrong.problems().stream().anyMatch(problem -> problem.contains(message)),
        () -> String.join("\n", wrong.problems()));
  }
}
