package org.dubnium.fleet.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import org.dubnium.fleet.config.FleetConfiguration;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.telemetry.History;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.prometheus.PrometheusHistory;
import org.dubnium.fleet.telemetry.prometheus.PrometheusSettings;
import org.dubnium.fleet.telemetry.store.Retention;
import org.dubnium.fleet.telemetry.store.SqliteHistory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What outlives this process, and where it lies. */
final class Stores {

  private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

  private static final List<String> NAMES = List.of("history", "alerts", "pods");

  /** A SQLite file and its log: sqlite.org/wal.html. */
  private static final List<String> FILES = List.of(".db", ".db-wal");

  private final Options options;

  Stores(Options options) {
    this.options = options;
  }

  /**
   * Opens the past, or says who is asked for it.
   *
   * @param nodes of the fleet now
   */
  History history(
      FleetConfiguration configuration, InstantSource clock, Supplier<List<NodeState>> nodes)
      throws HistoryException, IOException {
    FleetConfiguration.HistorySettings settings = configuration.history();
    Optional<HttpUrl> prometheus = settings.prometheus();
    if (prometheus.isPresent()) {
      Optional<String> token = new Credentials(options.credentials()).find(Settings.PROMETHEUS_TOKEN);
      return new PrometheusHistory(PrometheusSettings.of(prometheus.get(), token), nodes);
    }
    Retention retention = new Retention(settings.raw(), settings.minutes(), settings.hours());
    return SqliteHistory.open(
        options.stateDir().resolve("history.db"), retention, clock, System::nanoTime);
  }

  Path alerts() {
    return options.stateDir().resolve("alerts.db");
  }

  Path pods() {
    return options.stateDir().resolve("pods.db");
  }

  /** Bytes of each store that there is. */
  Map<String, Long> sizes() {
    Map<String, Long> sizes = new TreeMap<>();
    for (String name : NAMES) {
      for (String file : FILES) {
        Path path = options.stateDir().resolve(name + file);
        try {
          if (Files.exists(path)) {
            sizes.merge(name, Files.size(path), Long::sum);
          }
        } catch (IOException gone) {
          LOG.debug("cannot tell the size of {}, ignoring", path, gone);
        }
      }
    }
    return sizes;
  }
}
