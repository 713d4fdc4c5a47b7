package org.dubnium.fleet.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.bus.wire.PlainText;
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.dbus.client.ModelsClient;
import org.dubnium.dbus.contract.ModelServerInfo;
import org.dubnium.fleet.config.FleetConfiguration;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.ModelServerState;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.domain.SupplementaryReadings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the model server of this host is, as numbers that rules can compare. One that failed counts as
 * failed until it answers or is off: systemd starts it again and again, and people are to hear of it once.
 */
final class HostModelServer implements SupplementarySource {

  private static final Logger LOG = LoggerFactory.getLogger(HostModelServer.class);

  /** Its unit, by which it is told from others of the host. */
  private static final String NAME = "vllm.service";

  /** Characters of an alert's sentence. */
  private static final int LONGEST = 400;

  private static final double PERCENT = 100;
  private static final double MILLIS = 1e3;

  private final FleetConfiguration configuration;
  private final ModelsClient host;
  private final InstantSource clock;

  /** Why it failed last; empty if it has answered since. Of the collector's thread alone. */
  private Optional<String> failure = Optional.empty();

  HostModelServer(FleetConfiguration configuration, ModelsClient host, InstantSource clock) {
    this.configuration = configuration;
    this.host = host;
    this.clock = clock;
  }

  /** If nobody can tell, it is as it was. */
  @Override
  public SupplementaryReadings read() throws InterruptedException {
    if (!configuration.host()) {
      return SupplementaryReadings.nothing();
    }
    try {
      return told(host.properties().server());
    } catch (ModeControllerException silent) {
      LOG.debug("cannot tell of the model server: {}", silent.getMessage());
      return new SupplementaryReadings(
          List.of(), Set.of(new Subject.Node(configuration.hostNode())));
    }
  }

  private SupplementaryReadings told(ModelServerInfo server) {
    Instant now = clock.instant();
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    Map<Metric, String> details = new EnumMap<>(Metric.class);
    switch (server.state()) {
      case "failed" -> failure = Optional.of(why(server));
      case "loading" -> putLoad(values, server, now);
      default -> failure = Optional.empty();
    }
    failure
        .map(_ -> ModelServerState.FAILED)
        .or(() -> ModelServerState.of(server.state()))
        .ifPresent(state -> values.put(Metric.MODEL_SERVER_STATE, state));
    failure
        .or(() -> Optional.of(server.message()).filter(text -> !text.isEmpty()))
        .ifPresent(
            text -> details.put(Metric.MODEL_SERVER_STATE, PlainText.line(text, LONGEST)));
    return SupplementaryReadings.of(
        new SubjectReading(
            new Subject.Server(configuration.hostNode(), NAME), now, values, details));
  }

  private static void putLoad(Map<Metric, Double> values, ModelServerInfo server, Instant now) {
    server
        .since()
        .map(since -> Duration.between(since, now).toMillis() / MILLIS)
        .filter(Metric.MODEL_LOAD_SECONDS::isPossible)
        .ifPresent(seconds -> values.put(Metric.MODEL_LOAD_SECONDS, seconds));
    if (server.total() > 0 && server.done() <= server.total()) {
      values.put(Metric.MODEL_LOAD_PROGRESS, PERCENT * server.done() / server.total());
    }
  }

  private static String why(ModelServerInfo server) {
    if (!server.message().isEmpty()) {
      return server.message();
    }
    return server.lines().isEmpty()
        ? "why is not known"
        : "why is not known; its last line: " + server.lines().getLast();
  }
}
