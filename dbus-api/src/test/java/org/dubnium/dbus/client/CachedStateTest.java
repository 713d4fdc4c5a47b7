package org.dubnium.dbus.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.client.ReconnectingBus;
import org.dubnium.bus.server.BusServer;
import org.dubnium.dbus.contract.ModeControllerInterface;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.testing.ConnectedService;
import org.dubnium.dbus.testing.FakeDelegation;
import org.dubnium.dbus.testing.FakeModeController;
import org.dubnium.dbus.testing.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept is dropped with every announcement, and with whoever made it. */
class CachedStateTest {

  private final ConnectedService connected = new ConnectedService();
  private final TestService service = connected.service;
  private final ReconnectingBus bus = connected.bus;
  private final CachedState state =
      new CachedState(bus, new ModeControllerClient(bus::client, Duration.ofMinutes(1)));

  CachedStateTest() throws Exception {
    var _ = state.get();
  }

  @AfterEach
  void stop() throws Exception {
    connected.close();
  }

  /** Asks until it is so: what was announced is heard of a little later. */
  private void awaitMode(String mode) throws Exception {
    Instant end = Instant.now().plusSeconds(60);
    while (!state.get().currentMode().equals(mode)) {
      assertTrue(Instant.now().isBefore(end), () -> "not " + mode);
      Thread.onSpinWait();
    }
  }

  @Test
  void isReadOnceWhileNothingChanges() throws Exception {
    var first = state.get();
    service.controller.enter("compute");
    assertSame(first, state.get(), "nothing was announced");
    service.root.announce();
    awaitMode("compute");
  }

  @Test
  void anotherDaemonIsReadAnew() throws Exception {
    assertEquals("desktop", state.get().currentMode());
    service.disappear();
    assertFails(StandardError.SERVICE_UNKNOWN);
    FakeModeController next = new FakeModeController();
    next.enter("studio-local");
    BusServer server = BusServer.on(service.bus.connect(), Names.ROOT_PATH);
    server.export(Names.ROOT_PATH, ModeControllerInterface.of(next, new FakeDelegation()));
    server.requestName(Names.BUS_NAME);
    awaitMode("studio-local");
  }

  @Test
  void withoutABusNothingIsKept() throws Exception {
    var _ = state.get();
    service.bus.kill();
    assertFails(StandardError.DISCONNECTED);
  }

  /** Asks until nobody answers any more. */
  private void assertFails(StandardError error) {
    ModeControllerException gone =
        assertThrows(
            ModeControllerException.class,
            () -> {
              Instant end = Instant.now().plusSeconds(60);
              while (Instant.now().isBefore(end)) {
                var _ = state.get();
              }
            });
    assertEquals(error, gone.error());
  }
}
