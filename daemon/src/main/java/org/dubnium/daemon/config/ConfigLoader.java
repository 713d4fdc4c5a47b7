package org.dubnium.daemon.config;

import java.nio.file.Path;
import org.dubnium.common.config.ConfigException;
import org.dubnium.common.config.Layers;
import org.dubnium.common.config.Problems;

/** Loads the configuration: the shipped defaults, and what the administrator laid over them. */
public final class ConfigLoader {

  private ConfigLoader() {}

  /**
   * Loads and checks everything.
   *
   * @param defaults must be there
   * @param config may be missing, as may the directory of its drop-ins, {@code mode-controller.d}
   * @throws ConfigException with all that is wrong
   */
  public static Configuration load(Path defaults, Path config) throws ConfigException {
    Problems problems = new Problems();
    return new ConfigurationReader(Layers.read(defaults, config, problems), problems).read();
  }
}
