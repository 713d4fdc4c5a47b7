package org.dubnium.fleet.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** A server in a process of its own, whose bounds are read once, and lower than usual. */
final class SlowServer {

  private SlowServer() {}

  /** Says its port, then serves until its input ends. */
  public static void main(String[] arguments) throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    Router router =
        new Router()
            .on("GET", "/healthz", request -> Response.json(Map.of("status", "ok")))
            .on("POST", "/api/things", request -> Response.json(Json.object(request.body())));
    try (ApiServer server =
        ApiServer.start(
            new InetSocketAddress(loopback, 0),
            router,
            new Access(
                loopback, () -> Optional.of("token"), new Sessions(InstantSource.system())))) {
      System.out.println(server.address().getPort());
      System.out.println(System.getProperty("sun.net.httpserver.maxRspTime"));
      var _ = System.in.read();
    }
  }
}
