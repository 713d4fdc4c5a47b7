package org.dubnium.fleet.http;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.dubnium.fleet.alert.Alerting;
import org.dubnium.fleet.host.ModeController;
import org.dubnium.fleet.host.People;
import org.dubnium.fleet.listen.ListenSettings;
import org.dubnium.fleet.slurm.SlurmActions;
import org.dubnium.fleet.slurm.SlurmWatch;
import org.dubnium.fleet.telemetry.History;

/** All routes together. */
public final class FleetApi {

  /** What is to be shown on desktops, and of no use to others. */
  private static final String NOTIFICATION = "notification";

  private FleetApi() {}

  /**
   * Begins to serve.
   *
   * @param token of the API now; empty for none
   * @param desktops those who show notifications, and name the topic for that
   * @throws IOException if nobody can listen there
   * @throws IllegalArgumentException if the address is not a loopback one and there is no token
   */
  public static ApiServer serve(
      ListenSettings listen,
      Supplier<Optional<String>> token,
      FleetView fleet,
      AgentView agent,
      History history,
      Alerting alerting,
      ModeController host,
      People people,
      SlurmWatch slurm,
      SlurmActions slurmActions,
      EventHub events,
      EventHub desktops,
      InstantSource clock)
      throws IOException {
    PageFiles page = PageFiles.load();
    Sessions sessions = new Sessions(clock);
    Access access = new Access(listen, token, sessions);
    Router router = new Router();
    new PageRoutes(page).addTo(router);
    new SessionRoutes(sessions, access).addTo(router);
    new FleetRoutes(fleet, history, clock).addTo(router);
    new AlertRoutes(alerting, events).addTo(router);
    new ModeRoutes(host, people).addTo(router);
    new SlurmRoutes(slurm, slurmActions, events).addTo(router);
    new ServiceRoutes(fleet, agent, alerting, host).addTo(router);
    router.on(
        "GET",
        "/api/events",
        request -> {
          access.requireSameOrigin(request);
          return events(request, events, desktops, page);
        });
    return ApiServer.start(listen, router, access);
  }

  /** Whoever names a topic gets that alone. */
  private static Response events(
      Request request, EventHub events, EventHub desktops, PageFiles page)
      throws Problem {
    Optional<String> topics = request.query().text("topics");
    if (topics.isEmpty()) {
      return events.open(page.version());
    }
    if (topics.get().equals(NOTIFICATION)) {
      return desktops.open();
    }
    throw Problem.badRequest("cannot tell of '" + topics.get() + "': name " + NOTIFICATION);
  }
}
