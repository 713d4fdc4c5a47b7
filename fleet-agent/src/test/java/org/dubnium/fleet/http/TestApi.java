package org.dubnium.fleet.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Optional;
import org.dubnium.fleet.listen.Limits;
import org.dubnium.fleet.listen.ListenSettings;

/** A router's routes, served on loopback, and a client of theirs. */
final class TestApi implements AutoCloseable {

  static final String TOKEN = "a-token-of-some-length";

  final HttpClient client = HttpClient.newHttpClient();
  final ApiServer server;
  private final Sessions sessions = new Sessions(InstantSource.system());

  TestApi(Router router) throws IOException {
    this(router, ListenSettings.at(InetAddress.getLoopbackAddress()), Limits.DEFAULT);
  }

  TestApi(Router router, ListenSettings listen, Limits limits) throws IOException {
    server =
        ApiServer.start(
            listen, limits, router, new Access(listen, () -> Optional.of(TOKEN), sessions));
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://localhost:" + server.address().getPort() + path));
  }

  /** As the page is given one, without the token. */
  Sessions.Begun session() {
    return sessions.begin("localhost:" + server.address().getPort(), false);
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
