package org.dubnium.fleet.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dubnium.bus.client.ReconnectingBus;
import org.dubnium.bus.transport.BusAddress;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.dbus.testing.TestService;
import org.dubnium.fleet.config.FleetConfigLoader;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.ModeCondition;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.domain.SupplementaryReadings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against the contract's own service on a private bus. */
class HostConditionTest {

  private static final NodeId NODE = new NodeId("workstation");

  private static final Subject HOST = new Subject.Node(NODE);
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final TestService service;
  private final ReconnectingBus bus;
  private final HostCondition condition;

  HostConditionTest() throws Exception {
    service = new TestService();
    bus = new ReconnectingBus(BusAddress.of(service.bus.address()), threads);
    condition =
        new HostCondition(
            FleetConfigLoader.load(
                Path.of("src/main/dist/fleet-agent.json"),
                Path.of("/nonexistent/fleet-agent.json"),
                NODE.value()),
            new ModeControllerClient(bus::client, Duration.ofMinutes(1)),
            InstantSource.fixed(NOW));
  }

  @AfterEach
  void stop() throws Exception {
    bus.close();
    service.close();
    threads.shutdownNow();
  }

  @Test
  void tellsHowTheModeStandsAndWhatWasGivenUp() throws Exception {
    double stands = ModeCondition.of(service.controller.properties().condition());
    assertEquals(
        SupplementaryReadings.of(
            new SubjectReading(
                HOST,
                NOW,
                Map.of(Metric.MODE_CONDITION, stands, Metric.REPAIRS_GIVEN_UP, 1.0))),
        condition.read());
  }

  @Test
  void theModeIsUnknownWhereNobodyAnswersAndTheRestIsAsItWas() throws Exception {
    service.bus.kill();
    assertEquals(
        new SupplementaryReadings(
            List.of(new SubjectReading(HOST, NOW, Map.of(Metric.MODE_CONDITION, 4.0))),
            Set.of(HOST)),
        condition.read());
  }
}
