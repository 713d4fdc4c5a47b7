package org.dubnium.fleet.app;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.dbus.contract.ModeControllerProperties;
import org.dubnium.fleet.config.FleetConfiguration;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.ModeCondition;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.domain.SupplementaryReadings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How well the mode of this host holds, as numbers that rules can compare. */
final class HostCondition implements SupplementarySource {

  private static final Logger LOG = LoggerFactory.getLogger(HostCondition.class);

  private final FleetConfiguration configuration;
  private final ModeControllerClient host;
  private final InstantSource clock;

  HostCondition(FleetConfiguration configuration, ModeControllerClient host, InstantSource clock) {
    this.configuration = configuration;
    this.host = host;
    this.clock = clock;
  }

  /** If nobody can tell, the mode is unknown, and what was given up is as it was. */
  @Override
  public SupplementaryReadings read() throws InterruptedException {
    if (!configuration.host()) {
      return SupplementaryReadings.nothing();
    }
    Subject node = new Subject.Node(configuration.hostNode());
    try {
      ModeControllerProperties state = host.properties();
      return SupplementaryReadings.of(
          new SubjectReading(
              node,
              clock.instant(),
              Map.of(
                  Metric.MODE_CONDITION,
                  ModeCondition.of(state.condition()),
                  Metric.REPAIRS_GIVEN_UP,
                  givenUp(state))));
    } catch (ModeControllerException silent) {
      LOG.debug("cannot tell the condition of the mode: {}", silent.getMessage());
      SubjectReading unknown =
          new SubjectReading(
              node, clock.instant(), Map.of(Metric.MODE_CONDITION, ModeCondition.of("unknown")));
      return new SupplementaryReadings(List.of(unknown), Set.of(node));
    }
  }

  /** Whatever was tried too often is not tried any more. */
  private static double givenUp(ModeControllerProperties state) {
    return (double) state.degradations().stream()
        .flatMap(one -> one.repair().stream())
        .filter(repair -> repair.state().equals("gave-up"))
        .count();
  }
}
