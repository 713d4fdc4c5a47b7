package org.dubnium.fleet.api;

import java.io.IOException;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.dbus.testing.ConnectedService;
import org.dubnium.dbus.testing.TestService;
import org.dubnium.fleet.web.Router;

/** Routes over HTTP that ask the contract's own service on a private bus. */
final class HostApi implements AutoCloseable {

  /** Adds the routes that are tested. */
  @FunctionalInterface
  interface Routes {
    void addTo(Router router, ModeControllerClient.Connection bus, HostQuestions questions);
  }

  final TestService service;
  final TestApi api;

  private final ConnectedService connected = new ConnectedService();

  HostApi(Routes routes) throws Exception {
    service = connected.service;
    api =
        new TestApi(
            access -> {
              Router router = new Router();
              routes.addTo(router, connected.bus::client, new HostQuestions(access));
              return router;
            });
  }

  @Override
  public void close() throws IOException {
    api.close();
    connected.close();
  }
}
