package org.dubnium.fleet.app;

import java.io.IOException;
import org.dubnium.common.config.ConfigException;
import org.dubnium.fleet.alert.store.AlertStoreException;
import org.dubnium.fleet.config.FleetConfiguration;

/** The settings that were loaded last; others take their place as a whole or not at all. */
final class LoadedConfiguration implements Reloading.Application {

  /** What reads the nodes. */
  @FunctionalInterface
  interface Sources {
    /** Has what the configuration names read from now on; if that fails, all stays as it was. */
    void use(FleetConfiguration configuration) throws IOException, ConfigException;
  }

  /** Makes the channels of some settings, and changes nothing. */
  @FunctionalInterface
  interface ChannelPreparation {
    PreparedChannels prepare(Settings settings) throws ConfigException;
  }

  /** Channels that were made and are not used yet. */
  @FunctionalInterface
  interface PreparedChannels {
    /** Notifies by these from now on; if it fails, all stays as it was. */
    void use() throws AlertStoreException;
  }

  private final Sources sources;
  private final ChannelPreparation channels;
  private volatile Settings settings;

  LoadedConfiguration(Settings atStart, Sources sources, ChannelPreparation channels) {
    this.settings = atStart;
    this.sources = sources;
    this.channels = channels;
  }

  Settings settings() {
    return settings;
  }

  /** The steps most likely to fail come first, and the one that cannot be undone last. */
  @Override
  public synchronized void apply(Settings changed)
      throws ConfigException, IOException, AlertStoreException {
    PreparedChannels prepared = channels.prepare(changed);
    sources.use(changed.configuration());
    try {
      prepared.use();
    } catch (AlertStoreException refused) {
      restore(refused);
      throw refused;
    }
    settings = changed;
  }

  private void restore(AlertStoreException refused) {
    try {
      sources.use(settings.configuration());
    } catch (IOException | ConfigException stuck) {
      refused.addSuppressed(stuck);
    }
  }
}
