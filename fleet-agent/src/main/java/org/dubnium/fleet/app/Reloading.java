package org.dubnium.fleet.app;

import java.io.IOException;
import java.util.List;
import org.dubnium.common.config.ConfigException;
import org.dubnium.common.systemd.SdNotify;
import org.dubnium.fleet.alert.store.AlertStoreException;
import org.dubnium.fleet.config.FleetConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the settings anew and has them applied; what cannot be used is refused as a whole, and what
 * was in force stays. systemd is told as systemd.service(5) says of {@code Type=notify-reload}.
 */
final class Reloading {

  private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);

  /** Applies settings as a whole, or changes nothing. */
  @FunctionalInterface
  interface Application {
    void apply(Settings settings) throws ConfigException, IOException, AlertStoreException;
  }

  private final Options options;
  private final FleetConfiguration atStart;
  private final Application application;
  private final SdNotify systemd;

  Reloading(
      Options options,
      FleetConfiguration atStart,
      Application application,
      SdNotify systemd) {
    this.options = options;
    this.atStart = atStart;
    this.application = application;
    this.systemd = systemd;
  }

  /**
   * Does it once.
   *
   * @return what came of it, for people
   */
  synchronized String reload() {
    systemd.reloading();
    String status = attempt();
    systemd.ready(status);
    return status;
  }

  private String attempt() {
    List<String> problems;
    try {
      Settings loaded = Settings.load(options);
      application.apply(loaded);
      return applied(Settings.READ_AT_START.changed(atStart, loaded.configuration()));
    } catch (ConfigException wrong) {
      problems = wrong.problems();
    } catch (IOException | AlertStoreException unusable) {
      problems = List.of(String.valueOf(unusable.getMessage()));
    } catch (RuntimeException defect) {
      // systemd waits for an end of the reload, and the next one must find somebody who listens.
      LOG.error("a defect in reloading", defect);
      return "not reloaded: a defect (" + defect + "); see the journal";
    }
    problems.forEach(problem -> LOG.error("not reloaded, what was in force stays: {}", problem));
    String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
    return "not reloaded, what was in force stays: " + problems.getFirst() + more;
  }

  private static String applied(List<String> later) {
    if (later.isEmpty()) {
      LOG.info("reloaded");
      return "reloaded";
    }
    String status =
        "reloaded, but for " + String.join(", ", later) + ": in force with the next start";
    LOG.warn("{}", status);
    return status;
  }
}
