package org.dubnium.fleet.api;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.host.Delegate;
import org.dubnium.fleet.logs.LogExcerpt;
import org.dubnium.fleet.logs.LogPositions;
import org.dubnium.fleet.service.LogClient;
import org.dubnium.fleet.service.Logs;
import org.dubnium.fleet.web.Access;
import org.dubnium.fleet.web.Actor;
import org.dubnium.fleet.web.Problem;
import org.dubnium.fleet.web.Query;
import org.dubnium.fleet.web.Request;
import org.dubnium.fleet.web.Response;
import org.dubnium.fleet.web.Router;

/**
 * Logs of this machine and of jobs. Which there are everybody may know who reads anything; what is in them,
 * prompts and secrets perhaps, only identified users who may read the machine's journal, and the holder of the
 * token.
 */
final class LogRoutes {

  private static final int USUAL_LINES = 200;
  private static final String POSITION = "Last-Event-ID";

  private final Logs logs;
  private final Access access;

  LogRoutes(Logs logs, Access access) {
    this.logs = logs;
    this.access = access;
  }

  void addTo(Router router) {
    router
        .on("GET", "/api/logs", request -> Response.json(LogJson.Logs.of(logs.list())))
        .on("GET", "/api/logs/{name}", this::log)
        .on("GET", "/api/agent/logs", this::modelServer);
  }

  private Response log(Request request)
      throws Problem, OperationException, IOException, InterruptedException {
    Query query = request.query();
    boolean follow = isTrue(query, "follow");
    if (follow) {
      access.requireSameOrigin(request);
    }
    LogClient client = client(request);
    String name = request.segment("name");
    int lines = lines(query);
    Optional<Instant> since = since(query);
    if (!follow) {
      LogExcerpt excerpt = logs.read(client, name, lines, since);
      return Response.json(
          new LogJson.Excerpt(name, LogJson.Line.of(excerpt.entries()), excerpt.truncated()));
    }
    logs.requireRoom(client);
    LogEvents events = new LogEvents(logs, client, name, first(request, client, lines, since));
    return new Response.Stream(200, Map.of("Content-Type", "text/event-stream"), events::write);
  }

  /** What a stream begins with: nothing, if the client says where the one before ended. */
  private LogExcerpt first(Request request, LogClient client, int lines, Optional<Instant> since)
      throws Problem, OperationException, InterruptedException {
    String name = request.segment("name");
    Optional<String> position = request.header(POSITION);
    if (position.isEmpty()) {
      return logs.read(client, name, lines, since);
    }
    if (!LogPositions.isOne(position.get())) {
      throw Problem.badRequest("cannot go on from there: " + POSITION + " is not the id of an event");
    }
    LogExcerpt nothing = logs.read(client, name, 0, since);
    return new LogExcerpt(nothing.entries(), nothing.truncated(), position.get());
  }

  private Response modelServer(Request request)
      throws Problem, OperationException, IOException, InterruptedException {
    LogExcerpt excerpt =
        logs.read(client(request), Logs.MODEL_SERVER, lines(request.query()), Optional.empty());
    return Response.json(LogJson.Messages.of(excerpt.entries()));
  }

  private LogClient client(Request request) throws Problem, InterruptedException {
    return switch (access.requireKnownReader(request)) {
      case Actor.TokenHolder _ -> LogClient.trusted("token");
      case Actor.LocalUser(long uid) -> LogClient.user(uid);
      case Actor.Person(Delegate delegate) -> LogClient.user(delegate.uid());
    };
  }

  private static int lines(Query query) throws Problem {
    return (int) query.number("lines", 0, Logs.MOST_LINES).orElse(USUAL_LINES);
  }

  private static boolean isTrue(Query query, String name) throws Problem {
    String text = query.text(name).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      throw Problem.badRequest("cannot use '" + text + "' as " + name + ": give true or false");
    }
    return text.equals("true");
  }

  /** Milliseconds since the epoch, or ISO 8601 with a time zone. */
  private static Optional<Instant> since(Query query) throws Problem {
    Optional<String> text = query.text("since");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.get().matches("\\d{1,15}")
              ? Instant.ofEpochMilli(Long.parseLong(text.get()))
              : Instant.parse(text.get()));
    } catch (DateTimeException malformed) {
      throw Problem.badRequest(
          "cannot use '"
              + text.get()
              + "' as since: give milliseconds since the epoch, or a time such as 2026-11-30T12:00:00Z");
    }
  }
}
