package org.dubnium.fleet.api;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.host.Delegations;
import org.dubnium.fleet.host.SeatedUsers;
import org.dubnium.fleet.listen.ListenSettings;
import org.dubnium.fleet.service.Alerting;
import org.dubnium.fleet.service.FleetStatus;
import org.dubnium.fleet.service.Logs;
import org.dubnium.fleet.service.MetricHistory;
import org.dubnium.fleet.service.Models;
import org.dubnium.fleet.service.PodCosts;
import org.dubnium.fleet.service.Pods;
import org.dubnium.fleet.service.SlurmCluster;
import org.dubnium.fleet.telemetry.History;
import org.dubnium.fleet.web.Access;
import org.dubnium.fleet.web.ApiServer;
import org.dubnium.fleet.web.EventHub;
import org.dubnium.fleet.web.PageFiles;
import org.dubnium.fleet.web.PageRoutes;
import org.dubnium.fleet.web.Router;
import org.dubnium.fleet.web.SessionRoutes;
import org.dubnium.fleet.web.Sessions;

/** Wires all routes, and serves them. */
public final class FleetApi {

  private FleetApi() {}

  /**
   * Begins to serve.
   *
   * @param openReading whether everybody on this machine may read
   * @param token of the API now; empty for none
   * @param ownUid of this service
   * @param podReadings what rented pods cost, and how they are
   * @param desktops those who show notifications, and name the topic for that
   * @throws IOException if nobody can listen there
   * @throws IllegalArgumentException if the address is not a loopback one and there is no token
   */
  public static ApiServer serve(
      ListenSettings listen,
      boolean openReading,
      Supplier<Optional<String>> token,
      FleetStatus fleet,
      AgentInfo agent,
      History history,
      Alerting alerting,
      ModeControllerClient host,
      Models models,
      Delegations delegations,
      SeatedUsers desks,
      SlurmCluster slurm,
      Logs logs,
      Pods pods,
      PodCosts podCosts,
      Supplier<List<SubjectReading>> podReadings,
      EventHub events,
      EventHub desktops,
      InstantSource clock,
      long ownUid)
      throws IOException {
    PageFiles page = PageFiles.load();
    Sessions sessions = new Sessions(clock);
    Access access = new Access(listen, openReading, token, sessions, delegations, ownUid);
    Router router = new Router();
    new PageRoutes(page).addTo(router);
    new SessionRoutes(sessions, access, delegations).addTo(router);
    new FleetRoutes(fleet).addTo(router);
    new HistoryRoutes(fleet, new MetricHistory(history, fleet::nodes), clock).addTo(router);
    new AlertRoutes(alerting).addTo(router);
    HostQuestions questions = new HostQuestions(access);
    new ModeRoutes(host, questions).addTo(router);
    new ModelRoutes(models, host, questions).addTo(router);
    new SlurmRoutes(slurm, agent.host()).addTo(router);
    new LogRoutes(logs, access).addTo(router);
    new PodRoutes(pods, podCosts, access, clock).addTo(router);
    new MonitoringRoutes(fleet, agent, alerting, host, models, podReadings, clock).addTo(router);
    new EventRoutes(events, desktops, page, access, desks).addTo(router);
    return ApiServer.start(listen, router, access);
  }
}
