package org.dubnium.fleet.api;

import java.util.Optional;
import org.dubnium.bus.BusException;
import org.dubnium.fleet.host.SeatedUsers;
import org.dubnium.fleet.listen.Peer;
import org.dubnium.fleet.web.Access;
import org.dubnium.fleet.web.EventHub;
import org.dubnium.fleet.web.PageFiles;
import org.dubnium.fleet.web.Problem;
import org.dubnium.fleet.web.Request;
import org.dubnium.fleet.web.Response;
import org.dubnium.fleet.web.Router;

/**
 * What happens, as it happens: for pages, and for those who show notifications on desktops. A
 * notification counts as shown once somebody took it, so only who can show one may: whoever sits at a
 * screen of this machine, over the Unix socket, and whoever may change things.
 */
final class EventRoutes {

  /** The topic of notifications that are shown on desktops. */
  private static final String NOTIFICATION = "notification";

  private final EventHub events;
  private final EventHub desktops;
  private final PageFiles page;
  private final Access access;
  private final SeatedUsers desks;

  EventRoutes(EventHub events, EventHub desktops, PageFiles page, Access access, SeatedUsers desks) {
    this.events = events;
    this.desktops = desktops;
    this.page = page;
    this.access = access;
    this.desks = desks;
  }

  void addTo(Router router) {
    router.on("GET", "/api/events", this::listen);
  }

  /** Streams the topic that the request names, else all but that of desktops. */
  private Response listen(Request request) throws Problem, InterruptedException {
    access.requireSameOrigin(request);
    Optional<String> topics = request.query().text("topics");
    if (topics.isEmpty()) {
      return events.open(page.version());
    }
    if (topics.get().equals(NOTIFICATION)) {
      requireDesk(request);
      return desktops.open();
    }
    throw Problem.badRequest("cannot tell of '" + topics.get() + "': name " + NOTIFICATION);
  }

  private void requireDesk(Request request) throws Problem, InterruptedException {
    if (access.actor(request).isPresent()) {
      return;
    }
    if (!(request.peer() instanceof Peer.LocalUser user)) {
      throw Problem.unauthorized(
          "cannot hand out what is to be shown on desktops over the network: ask over the Unix"
              + " socket, as 'fleet notify' does");
    }
    try {
      if (!desks.isAtOne(user.uid())) {
        throw Problem.forbidden(
            "cannot hand out what is to be shown on desktops to who is at none: log in at the"
                + " machine's screen");
      }
    } catch (BusException silent) {
      throw Problem.unavailable("cannot tell who is at a desktop: " + silent.text());
    }
  }
}
