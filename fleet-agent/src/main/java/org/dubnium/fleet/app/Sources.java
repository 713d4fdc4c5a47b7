package org.dubnium.fleet.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.dubnium.common.config.ConfigException;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.fleet.config.FleetConfiguration;
import org.dubnium.fleet.config.FleetConfiguration.StaticNode;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.host.HostSource;
import org.dubnium.fleet.telemetry.scrape.Collector;
import org.dubnium.fleet.telemetry.scrape.FileDiscovery;
import org.dubnium.fleet.telemetry.scrape.Source;
import org.dubnium.fleet.telemetry.scrape.Target;
import org.dubnium.fleet.telemetry.scrape.exporter.ExporterClient;
import org.dubnium.fleet.telemetry.scrape.exporter.ExporterSource;
import org.dubnium.fleet.telemetry.scrape.exposition.ExpositionParser;
import org.dubnium.fleet.telemetry.scrape.exposition.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that is read: this host, the configured nodes, those that files name, and rented pods. */
final class Sources implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

  /** How long a changed file may go unnoticed where nothing tells of it. */
  private static final Duration LOOK = Duration.ofSeconds(30);

  private static final int ENDPOINTS = 2000;

  private final Credentials credentials;
  private FleetConfiguration configuration;
  private Map<NodeId, String> tokens = Map.of();
  private final ModeControllerClient host;
  private final InstantSource clock;
  private final Collector collector;
  private final OkHttpClient client;
  private final ExpositionParser parser = new ExpositionParser(Limits.DEFAULT);
  private final Map<Path, FileDiscovery> files = new HashMap<>();
  private final Map<Path, List<Target>> discovered = new HashMap<>();
  private List<Target> pods = List.of();

  Sources(
      FleetConfiguration configuration,
      Credentials credentials,
      ModeControllerClient host,
      InstantSource clock,
      Collector collector) {
    this.configuration = configuration;
    this.credentials = credentials;
    this.host = host;
    this.clock = clock;
    this.collector = collector;
    this.client = ExporterClient.of(configuration.polling().deadline(), ENDPOINTS);
  }

  /**
   * Reads what the configuration names, and nothing else, from now on.
   *
   * @throws IOException if a file cannot be watched; then all stays as it was
   * @throws ConfigException likewise, with every node whose credential is missing
   */
  synchronized void use(FleetConfiguration changed) throws IOException, ConfigException {
    Map<NodeId, String> given = NodeTokens.of(changed.nodes(), credentials);
    Map<Path, FileDiscovery> added = new HashMap<>();
    boolean whole = false;
    try {
      for (Path file : changed.discovery()) {
        if (!files.containsKey(file) && !added.containsKey(file)) {
          added.put(file, watch(file));
        }
      }
      whole = true;
    } finally {
      if (!whole) {
        added.values().forEach(Sources::close);
      }
    }
    files.putAll(added);
    for (Path file : List.copyOf(files.keySet())) {
      if (!changed.discovery().contains(file)) {
        var gone = files.remove(file);
        discovered.remove(file);
        if (gone != null) {
          close(gone);
        }
      }
    }
    configuration = changed;
    tokens = given;
    replace();
  }

  /** Reads the exporters of these pods, and of no others, from now on. */
  synchronized void usePods(List<Target> targets) {
    if (!targets.equals(pods)) {
      pods = List.copyOf(targets);
      replace();
    }
  }

  private FileDiscovery watch(Path file) throws IOException {
    return new FileDiscovery(
        file,
        LOOK,
        new FileDiscovery.Listener() {
          @Override
          public void found(List<Target> targets) {
            Sources.this.found(file, targets);
          }

          @Override
          public void broken(String why) {
            LOG.warn("{}: {}; what it said before holds, ignoring", file, why);
          }
        });
  }

  private synchronized void found(Path file, List<Target> targets) {
    // One that was just taken out may have a last word.
    if (files.containsKey(file)) {
      discovered.put(file, targets);
      replace();
    }
  }

  private synchronized void replace() {
    List<Source> all = new ArrayList<>();
    if (configuration.host()) {
      all.add(new HostSource(configuration.hostNode(), host, clock));
    }
    for (StaticNode node : configuration.nodes()) {
      Optional<String> token = Optional.ofNullable(tokens.get(node.node()));
      node.urls().forEach(url -> all.add(exporter(node.node(), url, token)));
    }
    Stream.concat(discovered.values().stream().flatMap(List::stream), pods.stream())
        .forEach(target -> all.add(exporter(target.node(), target.url(), Optional.empty())));
    collector.replace(all);
  }

  private Source exporter(NodeId node, HttpUrl url, Optional<String> token) {
    return new ExporterSource(client, parser, clock, node, url, token);
  }

  @Override
  public void close() {
    List<FileDiscovery> all;
    synchronized (this) {
      all = List.copyOf(files.values());
    }
    all.forEach(Sources::close);
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private static void close(FileDiscovery file) {
    try {
      file.close();
    } catch (IOException stuck) {
      LOG.warn("cannot end the watch of a file, ignoring", stuck);
    }
  }
}
