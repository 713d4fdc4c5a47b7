package org.dubnium.fleet.app;

import java.util.List;
import java.util.Set;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.dbus.contract.ModeControllerProperties;
import org.dubnium.fleet.alert.AlertMetric;
import org.dubnium.fleet.alert.Measurement;
import org.dubnium.fleet.alert.SupplementaryReadings;
import org.dubnium.fleet.config.FleetConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How well the mode of this host holds, as numbers that rules can compare. */
final class HostCondition {

  private static final Logger LOG = LoggerFactory.getLogger(HostCondition.class);

  private final FleetConfiguration configuration;
  private final ModeControllerClient host;

  HostCondition(FleetConfiguration configuration, ModeControllerClient host) {
    this.configuration = configuration;
    this.host = host;
  }

  /** If nobody can tell, the mode is unknown, and what was given up is as it was. */
  SupplementaryReadings observe() throws InterruptedException {
    if (!configuration.host()) {
      return SupplementaryReadings.nothing();
    }
    try {
      ModeControllerProperties state = host.properties();
      return SupplementaryReadings.of(
          List.of(
              condition(state.condition()),
              Measurement.of(
                  configuration.hostNode(), AlertMetric.REPAIRS_GIVEN_UP, givenUp(state))));
    } catch (ModeControllerException silent) {
      LOG.debug("cannot tell the condition of the mode: {}", silent.getMessage());
      return new SupplementaryReadings(List.of(condition("unknown")), Set.of(configuration.hostNode()));
    }
  }

  private Measurement condition(String condition) {
    return Measurement.of(
        configuration.hostNode(),
        AlertMetric.MODE_CONDITION,
        AlertMetric.ofModeCondition(condition));
  }

  /** Whatever was tried too often is not tried any more. */
  private static double givenUp(ModeControllerProperties state) {
    return (double) state.degradations().stream()
        .flatMap(one -> one.repair().stream())
        .filter(repair -> repair.state().equals("gave-up"))
        .count();
  }
}
