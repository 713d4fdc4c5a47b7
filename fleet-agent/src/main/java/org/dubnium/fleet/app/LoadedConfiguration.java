package org.dubnium.fleet.app;

import java.io.IOException;
import org.dubnium.common.config.ConfigException;
import org.dubnium.fleet.alert.store.AlertStoreException;
import org.dubnium.fleet.config.FleetConfiguration;

/** The settings in force; others take their place as a whole or not at all. */
final class LoadedConfiguration implements Reloading.Application {

  /** Reads what a configuration names. */
  @FunctionalInterface
  interface Reader {
    /** Does so from now on; if it fails, all stays as it was. */
    void use(FleetConfiguration configuration) throws IOException, ConfigException;
  }

  /** Makes the channels of some settings, and changes nothing. */
  @FunctionalInterface
  interface Maker {
    Channels prepare(Settings settings) throws ConfigException;
  }

  /** Channels that were made. */
  @FunctionalInterface
  interface Channels {
    /** Tells by these from now on; if it fails, all stays as it was. */
    void use() throws AlertStoreException;
  }

  private final Reader reader;
  private final Maker maker;
  private volatile Settings settings;

  LoadedConfiguration(Settings atStart, Reader reader, Maker maker) {
    this.settings = atStart;
    this.reader = reader;
    this.maker = maker;
  }

  Settings settings() {
    return settings;
  }

  /** What is most likely to fail comes first, and what cannot be undone last. */
  @Override
  public synchronized void apply(Settings changed)
      throws ConfigException, IOException, AlertStoreException {
    Channels channels = maker.prepare(changed);
    reader.use(changed.configuration());
    try {
      channels.use();
    } catch (AlertStoreException refused) {
      putBack(refused);
      throw refused;
    }
    settings = changed;
  }

  private void putBack(AlertStoreException refused) {
    try {
      reader.use(settings.configuration());
    } catch (IOException | ConfigException stuck) {
      refused.addSuppressed(stuck);
    }
  }
}
