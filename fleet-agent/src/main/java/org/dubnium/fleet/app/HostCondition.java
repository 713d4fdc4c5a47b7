package org.dubnium.fleet.app;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dubnium.fleet.alert.AlertMetric;
import org.dubnium.fleet.alert.Measurement;
import org.dubnium.fleet.alert.SupplementaryReadings;
import org.dubnium.fleet.config.FleetConfiguration;
import org.dubnium.fleet.host.HostUnavailable;
import org.dubnium.fleet.host.ModeController;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How well the mode of this host holds, as numbers that rules can compare. */
final class HostCondition {

  private static final Logger LOG = LoggerFactory.getLogger(HostCondition.class);

  private final FleetConfiguration configuration;
  private final ModeController host;

  HostCondition(FleetConfiguration configuration, ModeController host) {
    this.configuration = configuration;
    this.host = host;
  }

  /** If nobody can tell, the mode is unknown, and what was given up is as it was. */
  SupplementaryReadings observe() throws InterruptedException {
    if (!configuration.host()) {
      return SupplementaryReadings.nothing();
    }
    try {
      Map<String, Object> state = host.state();
      return SupplementaryReadings.of(
          List.of(
              condition(String.valueOf(state.get("Condition"))),
              Measurement.of(
                  configuration.hostNode(), AlertMetric.REPAIRS_GIVEN_UP, givenUp(state))));
    } catch (HostUnavailable silent) {
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

  /** Of {@code Degradations}: whatever was tried too often is not tried any more. */
  private static double givenUp(Map<String, Object> state) {
    return state.get("Degradations") instanceof List<?> degradations
        ? (double) degradations.stream()
            .filter(one -> one instanceof Map<?, ?> clause && "gave-up".equals(clause.get("repair")))
            .count()
        : 0;
  }
}
