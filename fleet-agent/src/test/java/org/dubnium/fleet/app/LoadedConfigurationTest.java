package org.dubnium.fleet.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dubnium.common.config.ConfigException;
import org.dubnium.fleet.alert.store.AlertStoreException;
import org.junit.jupiter.api.Test;

/** Whatever fails of a change, nothing of it is in force afterwards. */
class LoadedConfigurationTest {

  private final AlertStoreException full =
      new AlertStoreException("cannot keep alerts", new IOException("the disk is full"));

  private final Settings before = settings("before");
  private final Settings after = settings("after");
  private final List<String> done = new ArrayList<>();

  private static Settings settings(String host) {
    try {
      return new Settings(ShippedConfig.of(host), Optional.empty());
    } catch (ConfigException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  private LoadedConfiguration loaded(LoadedConfiguration.ChannelPreparation channels) {
    return new LoadedConfiguration(
        before, configuration -> done.add("read as " + configuration.hostNode().value()), channels);
  }

  @Test
  void allIsUsed() throws Exception {
    LoadedConfiguration loaded = loaded(_ -> () -> done.add("tell"));
    loaded.apply(after);
    assertEquals(List.of("read as after", "tell"), done);
    assertSame(after, loaded.settings());
  }

  @Test
  void channelsThatCannotBeMadeChangeNothing() {
    LoadedConfiguration loaded =
        loaded(
            _ -> {
              throw new ConfigException(List.of("no credential"));
            });
    assertThrows(ConfigException.class, () -> loaded.apply(after));
    assertEquals(List.of(), done);
    assertSame(before, loaded.settings());
  }

  @Test
  void sourcesThatCannotBeReadLeaveTheChannels() {
    LoadedConfiguration loaded =
        new LoadedConfiguration(
            before,
            _ -> {
              throw new IOException("no such file");
            },
            _ -> () -> done.add("tell"));
    assertThrows(IOException.class, () -> loaded.apply(after));
    assertEquals(List.of(), done);
    assertSame(before, loaded.settings());
  }

  @Test
  void sourcesArePutBackWhereTheChannelsCannotBeUsed() {
    LoadedConfiguration loaded =
        loaded(
            _ ->
                () -> {
                  throw full;
                });
    assertSame(full, assertThrows(AlertStoreException.class, () -> loaded.apply(after)));
    assertEquals(List.of("read as after", "read as before"), done);
    assertSame(before, loaded.settings());
  }
}
