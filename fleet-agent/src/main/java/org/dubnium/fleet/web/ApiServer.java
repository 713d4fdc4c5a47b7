package org.dubnium.fleet.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dubnium.common.io.BoundedInput;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.listen.ClientConnection;
import org.dubnium.fleet.listen.Connections;
import org.dubnium.fleet.listen.FairPermits;
import org.dubnium.fleet.listen.Limits;
import org.dubnium.fleet.listen.ListenSettings;
import org.dubnium.fleet.listen.WebServer;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the routes of a router, and answers failures with a problem. */
public final class ApiServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

  private static final Pattern JSON =
      Pattern.compile("(?i)application/json\\s*(;.*)?");

  private final Router router;
  private final Access access;
  private final Connections connections;
  private final WebServer server;

  private ApiServer(ListenSettings settings, Limits limits, Router router, Access access)
      throws IOException {
    this.router = router;
    this.access = access;
    this.connections = new Connections(limits);
    this.server = WebServer.start(settings, connections, new Requests(), new ServerErrorHandler());
  }

  /**
   * Begins to serve.
   *
   * @throws IOException if nobody can listen there
   */
  public static ApiServer start(ListenSettings settings, Router router, Access access)
      throws IOException {
    return start(settings, Limits.DEFAULT, router, access);
  }

  /** Begins to serve with other limits. */
  public static ApiServer start(ListenSettings settings, Limits limits, Router router, Access access)
      throws IOException {
    return new ApiServer(settings, limits, router, access);
  }

  /** Paths and their methods. */
  public Map<String, List<String>> routes() {
    return router.all();
  }

  /** The address that is listened on for TCP, with its real port. */
  public InetSocketAddress address() {
    return server.address();
  }

  /** How many connections are open. */
  public int connections() {
    return connections.size();
  }

  /** Handles the requests that Jetty has read. */
  private final class Requests extends Handler.Abstract {

    @Override
    public boolean handle(
        org.eclipse.jetty.server.Request request,
        org.eclipse.jetty.server.Response response,
        Callback callback) {
      Optional<ClientConnection> connected =
          connections.of(request.getConnectionMetaData().getConnection().getEndPoint());
      if (connected.isEmpty()) {
        callback.failed(new EofException("the connection is closed"));
        return true;
      }
      connected.get().requestBegan();
      try {
        serve(new Exchange(request, response, connected.get(), connections.limits()));
        callback.succeeded();
      } catch (IOException gone) {
        callback.failed(gone);
      } catch (RuntimeException defect) {
        LOG.error("a defect in answering {}", request.getHttpURI().getPath(), defect);
        callback.failed(defect);
      } finally {
        connected.get().requestEnded();
      }
      return true;
    }
  }

  private void serve(Exchange exchange) throws IOException {
    switch (exchange.connected().acquireRequest()) {
      case FairPermits.Result.Granted(FairPermits.Permit permit) -> {
        try {
          Response response = answer(exchange);
          exchange.drain();
          if (response instanceof Response.Stream) {
            permit.release(); // Streams have permits of their own.
          }
          exchange.write(response);
        } finally {
          permit.release();
        }
      }
      case FairPermits.Result.TooManyOfOwner(int most) ->
          exchange.write(
              Problem.tooMany("cannot answer more than " + most + " of your requests at once").response());
      case FairPermits.Result.Exhausted(int most) ->
          exchange.write(
              Problem.unavailable("cannot answer more than " + most + " requests at once").response());
    }
  }

  private Response answer(Exchange exchange) throws IOException {
    try {
      Router.Match match = router.find(exchange.method(), exchange.path());
      Request request = exchange.request(match.path());
      access.require(match.demand(), request);
      requireJson(request);
      return match.handler().handle(request);
    } catch (Problem problem) {
      return problem.response();
    } catch (OperationException refused) {
      return Problem.of(refused).response();
    } catch (BoundedInput.TooLongException tooLong) {
      return Problem.tooLarge("cannot take the body: " + tooLong.getMessage()).response();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return Problem.unavailable("cannot answer: the service is being stopped").response();
    } catch (RuntimeException defect) {
      LOG.error("a defect in answering {}", exchange, defect);
      return Problem.defect().response();
    }
  }

  /** Requires JSON, if the request names the type of its body. */
  private static void requireJson(Request request) throws Problem {
    Optional<String> type = request.header("Content-Type");
    if (!request.isSafe() && type.isPresent() && !JSON.matcher(type.get()).matches()) {
      throw Problem.unsupported("cannot read a body of that type: send application/json");
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
