package org.dubnium.fleet.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dubnium.bus.StandardError;
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.fleet.host.Delegate;
import org.dubnium.fleet.host.Delegations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page's session. It begins with a ticket, by which a person lets this service act in their name,
 * or with the API's token. Only the answer that begins it tells the CSRF token that changes come with.
 */
public final class SessionRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(SessionRoutes.class);
  private static final Pattern TICKET = Pattern.compile("[0-9a-f]{64}");

  private final Sessions sessions;
  private final Access access;
  private final Delegations delegations;

  public SessionRoutes(Sessions sessions, Access access, Delegations delegations) {
    this.sessions = sessions;
    this.access = access;
    this.delegations = delegations;
  }

  public void addTo(Router router) {
    router
        .onPublic("GET", "/api/session", this::show)
        .onPublic("POST", "/api/session", this::begin)
        .onController("DELETE", "/api/session", this::end);
  }

  private Response show(Request request) throws IOException {
    return Response.json(200, told(sessions.known(request)));
  }

  private Response begin(Request request) throws Problem, IOException, InterruptedException {
    access.requireSameOrigin(request);
    JsonNode body = Json.object(request.body());
    if (body.path("ticket").isTextual()) {
      return begun(Optional.of(redeem(body.path("ticket").textValue())));
    }
    if (body.path("token").isTextual() && access.isToken(body.path("token").textValue())) {
      return begun(Optional.empty());
    }
    throw Problem.unauthorized(
        body.has("token")
            ? "cannot begin a session with that token: give the credential api-token of the agent"
            : "cannot begin a session without a ticket or the token: open the page with 'fleet open'");
  }

  private Delegate redeem(String ticket) throws Problem, InterruptedException {
    if (!TICKET.matcher(ticket).matches()) {
      throw Problem.unauthorized(
          "cannot begin a session with that ticket: it is none; open the page with 'fleet open'");
    }
    try {
      return delegations.redeem(ticket);
    } catch (ModeControllerException refused) {
      String why = String.valueOf(refused.getMessage());
      throw switch (refused.error()) {
        case ModeError.NO_SUCH_TICKET -> Problem.unauthorized(why + ": fleet open");
        case StandardError.ACCESS_DENIED -> Problem.forbidden(why);
        case StandardError.LIMITS_EXCEEDED -> Problem.tooMany(why);
        default -> Problem.unavailable(why);
      };
    }
  }

  private Response begun(Optional<Delegate> person) throws IOException, InterruptedException {
    Sessions.NewSession begun = sessions.begin(person);
    for (Delegate replaced : begun.replaced()) {
      revoke(replaced);
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("csrf", begun.csrf());
    answer.putAll(
        told(
            Optional.of(
                person.<Actor>map(Actor.Person::new).orElseGet(Actor.TokenHolder::new))));
    return Response.json(201, answer).with("Set-Cookie", begun.cookie());
  }

  private Response end(Request request) throws InterruptedException {
    if (sessions.actor(request).orElse(null) instanceof Actor.Person(Delegate delegate)) {
      revoke(delegate);
    }
    return Response.noContent().with("Set-Cookie", sessions.end(request));
  }

  private void revoke(Delegate delegate) throws InterruptedException {
    try {
      delegations.revoke(delegate);
    } catch (ModeControllerException refused) {
      LOG.info(
          "cannot end delegation {}: {}; ignoring, it ends by itself",
          delegate.id(),
          refused.getMessage());
    }
  }

  private Map<String, @Nullable Object> told(Optional<Actor> actor) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("open", access.isOpen());
    answer.put("page", access.page().orElse(null));
    answer.put("token", actor.filter(Actor.TokenHolder.class::isInstance).isPresent());
    answer.put("person", actor.map(SessionRoutes::person).orElse(null));
    return answer;
  }

  private static @Nullable Map<String, Object> person(Actor actor) {
    return actor instanceof Actor.Person(Delegate delegate)
        ? Map.of(
            "user", delegate.user(),
            "session", delegate.session(),
            "delegation", delegate.id(),
            "expires", delegate.expires().toString())
        : null;
  }
}
