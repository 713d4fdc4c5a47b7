package org.dubnium.fleet.app;

import java.nio.file.Path;
import org.dubnium.common.config.ConfigException;
import org.dubnium.fleet.config.FleetConfigLoader;
import org.dubnium.fleet.config.FleetConfiguration;

/** The configuration that is installed, to which no administrator has added anything. */
final class ShippedConfig {

  private ShippedConfig() {}

  /** As a host of that name reads it. */
  static FleetConfiguration of(String host) throws ConfigException {
    return FleetConfigLoader.load(
        Path.of("src/main/dist/fleet-agent.json"), Path.of("/nonexistent/fleet-agent.json"), host);
  }
}
