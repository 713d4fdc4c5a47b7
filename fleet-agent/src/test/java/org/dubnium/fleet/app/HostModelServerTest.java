package org.dubnium.fleet.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.dbus.client.ModelsClient;
import org.dubnium.dbus.contract.ModelServerInfo;
import org.dubnium.dbus.testing.ConnectedService;
import org.dubnium.dbus.testing.TestService;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.domain.SupplementaryReadings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against the contract's own service on a private bus. */
class HostModelServerTest {

  private static final NodeId NODE = new NodeId("workstation");
  private static final Subject SERVER = new Subject.Server(NODE, "vllm.service");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final ConnectedService connected = new ConnectedService();
  private final TestService service = connected.service;
  private final HostModelServer server;

  HostModelServerTest() throws Exception {
    server =
        new HostModelServer(
            ShippedConfig.of(NODE.value()),
            new ModelsClient(connected.bus::client, Duration.ofMinutes(1)),
            InstantSource.fixed(NOW));
  }

  @AfterEach
  void stop() throws Exception {
    connected.close();
  }

  private void serve(String state, String message, List<String> lines) {
    service.models.serve(
        new ModelServerInfo(
            "small",
            state,
            "",
            3,
            8,
            Optional.of(NOW.minusSeconds(40)),
            Optional.empty(),
            Duration.ZERO,
            "",
            message,
            lines,
            List.of()));
  }

  private static SupplementaryReadings reading(
      Map<Metric, Double> values, Map<Metric, String> details) {
    return SupplementaryReadings.of(new SubjectReading(SERVER, NOW, values, details));
  }

  @Test
  void tellsHowFarItLoads() throws Exception {
    serve("loading", "", List.of());
    assertEquals(
        reading(
            Map.of(
                Metric.MODEL_SERVER_STATE, 3.0,
                Metric.MODEL_LOAD_SECONDS, 40.0,
                Metric.MODEL_LOAD_PROGRESS, 37.5),
            Map.of()),
        server.read());
  }

  /** systemd starts it again and again: that is one failure, and people are told once. */
  @Test
  void countsAsFailedUntilItAnswers() throws Exception {
    Map<Metric, String> why = Map.of(Metric.MODEL_SERVER_STATE, "no room: lower it");
    serve("failed", "no room: lower it", List.of());
    assertEquals(reading(Map.of(Metric.MODEL_SERVER_STATE, 5.0), why), server.read());
    serve("loading", "", List.of());
    SubjectReading again = server.read().readings().getFirst();
    assertEquals(5.0, again.values().get(Metric.MODEL_SERVER_STATE));
    assertEquals(why, again.details());
    serve("ready", "", List.of());
    assertEquals(reading(Map.of(Metric.MODEL_SERVER_STATE, 1.0), Map.of()), server.read());
    serve("loading", "", List.of());
    assertEquals(
        3.0, server.read().readings().getFirst().values().get(Metric.MODEL_SERVER_STATE));
  }

  @Test
  void aCauseThatIsNotKnownIsSaidToBeSo() throws Exception {
    serve("failed", "", List.of("first", "last"));
    assertEquals(
        Map.of(Metric.MODEL_SERVER_STATE, "why is not known; its last line: last"),
        server.read().readings().getFirst().details());
    serve("failed", "", List.of());
    assertEquals(
        Map.of(Metric.MODEL_SERVER_STATE, "why is not known"),
        server.read().readings().getFirst().details());
  }

  @Test
  void aStateThatIsNotKnownIsNoNumber() throws Exception {
    serve("dreaming", "", List.of());
    assertEquals(reading(Map.of(), Map.of()), server.read());
  }

  @Test
  void whereNobodyAnswersItIsAsItWas() throws Exception {
    service.bus.kill();
    assertEquals(
        new SupplementaryReadings(List.of(), Set.of(new Subject.Node(NODE))), server.read());
  }
}
