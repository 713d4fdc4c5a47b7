package org.dubnium.fleet.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.dubnium.fleet.listen.AnyPort;
import org.dubnium.fleet.listen.Limits;
import org.dubnium.fleet.listen.ListenSettings;
import org.dubnium.fleet.web.Access;
import org.dubnium.fleet.web.ApiServer;
import org.dubnium.fleet.web.Router;
import org.dubnium.fleet.web.Sessions;

/** A router's routes, served on loopback, and a client of theirs. */
final class TestApi implements AutoCloseable {

  static final String TOKEN = "a-token-of-some-length";

  /** Of a service that nobody else runs as. */
  private static final long NOBODYS_UID = 4_000_000_000L;

  final HttpClient client = HttpClient.newHttpClient();
  final ApiServer server;
  final FakeDelegations delegations = new FakeDelegations();
  private final Sessions sessions = new Sessions(InstantSource.system());
  private final Access access;

  TestApi(Router router) throws IOException {
    this(access -> router, AnyPort.of(InetAddress.getLoopbackAddress()), Limits.DEFAULT);
  }

  TestApi(Router router, ListenSettings listen, Limits limits) throws IOException {
    this(access -> router, listen, limits);
  }

  /** Routes that see for themselves who asks. */
  TestApi(Function<Access, Router> routes) throws IOException {
    this(routes, AnyPort.of(InetAddress.getLoopbackAddress()), Limits.DEFAULT);
  }

  private TestApi(Function<Access, Router> routes, ListenSettings listen, Limits limits)
      throws IOException {
    access =
        new Access(listen, true, () -> Optional.of(TOKEN), sessions, delegations, NOBODYS_UID);
    server = ApiServer.start(listen, limits, routes.apply(access), access);
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://localhost:" + server.address().getPort() + path));
  }

  /** With the session that alice began with a ticket. */
  HttpRequest.Builder asAlice(HttpRequest.Builder request) {
    Sessions.NewSession begun = sessions.begin(Optional.of(FakeDelegations.ALICE));
    return request
        .header("Cookie", begun.cookie().replaceFirst(";.*", ""))
        .header(Access.CSRF, begun.csrf());
  }

  static HttpRequest.Builder authorised(HttpRequest.Builder request) {
    return request.header("Authorization", "Bearer " + TOKEN);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** With the token. */
  HttpResponse<String> send(String method, String path, String body) throws Exception {
    return send(authorised(to(path)).method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
