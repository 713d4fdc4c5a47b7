package org.dubnium.fleet.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dubnium.common.config.ConfigException;
import org.dubnium.fleet.alert.store.AlertStoreException;
import org.dubnium.fleet.config.FleetConfigLoader;
import org.dubnium.fleet.config.FleetConfiguration;
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
      FleetConfiguration configuration =
          FleetConfigLoader.load(
              Path.of("src/main/dist/fleet-agent.json"),
              Path.of("/nonexistent/fleet-agent.json"),
              host);
      return new Settings(configuration, Optional.empty());
    } catch (ConfigException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  private LoadedConfiguration inForce(LoadedConfiguration.Maker maker) {
    return new LoadedConfiguration(
        before, configuration -> done.add("read as " + configuration.hostNode().value()), maker);
  }

  @Test
  void allIsInForce() throws Exception {
    LoadedConfiguration inForce = inForce(_ -> () -> done.add("tell"));
    inForce.apply(after);
    assertEquals(List.of("read as after", "tell"), done);
    assertSame(after, inForce.settings());
  }

  @Test
  void channelsThatCannotBeMadeChangeNothing() {
    LoadedConfiguration inForce =
        inForce(
            _ -> {
              throw new ConfigException(List.of("no credential"));
            });
    assertThrows(ConfigException.class, () -> inForce.apply(after));
    assertEquals(List.of(), done);
    assertSame(before, inForce.settings());
  }

  @Test
  void sourcesThatCannotBeReadLeaveTheChannels() {
    LoadedConfiguration inForce =
        new LoadedConfiguration(
            before,
            _ -> {
              throw new IOException("no such file");
            },
            _ -> () -> done.add("tell"));
    assertThrows(IOException.class, () -> inForce.apply(after));
    assertEquals(List.of(), done);
    assertSame(before, inForce.settings());
  }

  @Test
  void sourcesArePutBackWhereTheChannelsCannotBeUsed() {
    LoadedConfiguration inForce =
        inForce(
            _ ->
                () -> {
                  throw full;
                });
    assertSame(full, assertThrows(AlertStoreException.class, () -> inForce.apply(after)));
    assertEquals(List.of("read as after", "read as before"), done);
    assertSame(before, inForce.settings());
  }
}
