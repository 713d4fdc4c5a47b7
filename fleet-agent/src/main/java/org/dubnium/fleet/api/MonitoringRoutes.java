package org.dubnium.fleet.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.dbus.contract.ModeControllerProperties;
import org.dubnium.dbus.contract.ModelServerInfo;
import org.dubnium.fleet.alert.store.AlertStoreException;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.service.Alerting;
import org.dubnium.fleet.service.FleetStatus;
import org.dubnium.fleet.service.Models;
import org.dubnium.fleet.telemetry.exposition.AgentFamilies;
import org.dubnium.fleet.telemetry.exposition.AlertFamilies;
import org.dubnium.fleet.telemetry.exposition.Exposition;
import org.dubnium.fleet.telemetry.exposition.Family;
import org.dubnium.fleet.telemetry.exposition.FleetFamilies;
import org.dubnium.fleet.telemetry.exposition.ModeFamilies;
import org.dubnium.fleet.telemetry.exposition.ModelFamilies;
import org.dubnium.fleet.telemetry.exposition.PodFamilies;
import org.dubnium.fleet.telemetry.exposition.ProcessFamilies;
import org.dubnium.fleet.telemetry.exposition.SlurmFamilies;
import org.dubnium.fleet.web.Problem;
import org.dubnium.fleet.web.Response;
import org.dubnium.fleet.web.Router;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For machines: health, metrics, and the OpenAPI description. */
final class MonitoringRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(MonitoringRoutes.class);

  /** Prometheus waits ten seconds for everything, unless it is told otherwise: scrape_timeout. */
  private static final Duration MODE_DEADLINE = Duration.ofSeconds(2);

  private final FleetStatus fleet;
  private final AgentInfo agent;
  private final Alerting alerting;
  private final ModeControllerClient host;
  private final Models models;
  private final Supplier<List<SubjectReading>> pods;
  private final InstantSource clock;
  private final byte[] description;

  MonitoringRoutes(
      FleetStatus fleet,
      AgentInfo agent,
      Alerting alerting,
      ModeControllerClient host,
      Models models,
      Supplier<List<SubjectReading>> pods,
      InstantSource clock)
      throws IOException {
    this.fleet = fleet;
    this.agent = agent;
    this.alerting = alerting;
    this.host = host;
    this.models = models;
    this.pods = pods;
    this.clock = clock;
    try (InputStream in =
        Objects.requireNonNull(MonitoringRoutes.class.getResourceAsStream("openapi.json"))) {
      description = in.readAllBytes();
    }
  }

  void addTo(Router router) {
    router
        .on("GET", "/metrics", request -> metrics())
        .on("GET", "/healthz", request -> Response.json(Map.of("status", "ok")))
        .on("GET", "/readyz", request -> ready())
        .on(
            "GET",
            "/api/openapi.json",
            request -> Response.of(200, "application/json", description));
  }

  /** A part that cannot be read is left out, so that the rest stays available. */
  private Response metrics() throws InterruptedException {
    List<Family> families = new ArrayList<>(FleetFamilies.of(fleet.nodes()));
    if (agent.host().isPresent()) {
      families.addAll(ModeFamilies.of(mode()));
      families.addAll(ModelFamilies.of(modelServer(), clock.instant()));
    }
    families.addAll(SlurmFamilies.of(fleet.slurmReading()));
    families.addAll(PodFamilies.of(pods.get()));
    try {
      families.addAll(
          AlertFamilies.of(alerting.rules(), alerting.firing(), alerting.deliveries()));
    } catch (AlertStoreException unusable) {
      LOG.warn("cannot tell of alerts: {}; ignoring", unusable.getMessage());
    }
    families.addAll(
        AgentFamilies.of(agent.version(), agent.sources().get(), agent.stores().get()));
    families.addAll(ProcessFamilies.read());
    return Response.text(Exposition.CONTENT_TYPE, Exposition.text(families));
  }

  private Optional<ModeControllerProperties> mode() throws InterruptedException {
    try {
      return Optional.of(host.within(MODE_DEADLINE).properties());
    } catch (ModeControllerException silent) {
      LOG.debug("cannot tell of the mode, ignoring", silent);
      return Optional.empty();
    }
  }

  private Optional<ModelServerInfo> modelServer() throws InterruptedException {
    try {
      return Optional.of(models.server());
    } catch (ModeControllerException silent) {
      LOG.debug("cannot tell of the model server, ignoring", silent);
      return Optional.empty();
    }
  }

  /** Ready once every node was asked. */
  private Response ready() throws Problem, IOException {
    long waiting = fleet.unasked();
    if (waiting > 0) {
      throw Problem.unavailable("cannot answer for " + waiting + " nodes yet");
    }
    return Response.json(Map.of("status", "ready"));
  }
}
