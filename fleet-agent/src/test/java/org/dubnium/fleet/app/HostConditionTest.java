package org.dubnium.fleet.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.dbus.testing.ConnectedService;
import org.dubnium.dbus.testing.TestService;
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

  private final ConnectedService connected = new ConnectedService();
  private final TestService service = connected.service;
  private final HostCondition condition;

  HostConditionTest() throws Exception {
    condition =
        new HostCondition(
            ShippedConfig.of(NODE.value()),
            new ModeControllerClient(connected.bus::client, Duration.ofMinutes(1)),
            InstantSource.fixed(NOW));
  }

  @AfterEach
  void stop() throws Exception {
    connected.close();
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
