package org.dubnium.fleet.app;

import java.util.Optional;
import org.dubnium.fleet.alert.AlertMetric;
import org.dubnium.fleet.alert.Observed;
import org.dubnium.fleet.config.FleetConfiguration;
import org.dubnium.fleet.host.HostUnavailable;
import org.dubnium.fleet.host.ModeController;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How well the mode of this host holds, as a number that rules can compare. */
final class HostCondition {

  private static final Logger LOG = LoggerFactory.getLogger(HostCondition.class);

  private final FleetConfiguration configuration;
  private final ModeController host;

  HostCondition(FleetConfiguration configuration, ModeController host) {
    this.configuration = configuration;
    this.host = host;
  }

  /** Empty if nobody can tell, which the host's node says too. */
  Optional<Observed> observe() throws InterruptedException {
    if (!configuration.host()) {
      return Optional.empty();
    }
    try {
      String condition = String.valueOf(host.state().get("Condition"));
      return Optional.of(
          Observed.of(
              configuration.hostNode(),
              AlertMetric.MODE_CONDITION,
              AlertMetric.ofModeCondition(condition)));
    } catch (HostUnavailable silent) {
      LOG.debug("cannot tell the condition of the mode: {}", silent.getMessage());
      return Optional.empty();
    }
  }
}
