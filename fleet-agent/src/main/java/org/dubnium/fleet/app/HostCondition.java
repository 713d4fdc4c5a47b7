package org.dubnium.fleet.app;

import java.util.List;
import java.util.Map;
import org.dubnium.fleet.alert.AlertMetric;
import org.dubnium.fleet.alert.Observed;
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

  /** Nothing if nobody can tell, which the host's node says too. */
  List<Observed> observe() throws InterruptedException {
    if (!configuration.host()) {
      return List.of();
    }
    try {
      Map<String, Object> state = host.state();
      String condition = String.valueOf(state.get("Condition"));
      return List.of(
          Observed.of(
              configuration.hostNode(),
              AlertMetric.MODE_CONDITION,
              AlertMetric.ofModeCondition(condition)),
          Observed.of(
              configuration.hostNode(), AlertMetric.WORKLOAD_TRIPPED, givenUp(state)));
    } catch (HostUnavailable silent) {
      LOG.debug("cannot tell the condition of the mode: {}", silent.getMessage());
      return List.of();
    }
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
