package org.dubnium.bus.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.testing.PrivateBus;
import org.dubnium.bus.transport.BusAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconnectingBusTest {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final PrivateBus bus = PrivateBus.start();
  private final ReconnectingBus reconnecting =
      new ReconnectingBus(BusAddress.of(bus.address()), threads);

  @AfterEach
  void stop() throws Exception {
    reconnecting.close();
    bus.close();
    threads.shutdownNow();
  }

  private static void assertUnreachable(ReconnectingBus asked, String why) {
    BusException unreachable = assertThrows(BusException.class, asked::client);
    assertTrue(unreachable.is(StandardError.DISCONNECTED), unreachable.errorName());
    assertTrue(unreachable.text().startsWith("cannot reach the system bus: " + why));
  }

  @Test
  void everyConnectionIsPreparedOnce() throws Exception {
    List<String> prepared = new CopyOnWriteArrayList<>();
    reconnecting.onConnect(connected -> prepared.add(connected.uniqueName()));
    BusClient first = reconnecting.client();
    assertSame(first, reconnecting.client());
    assertEquals(List.of(first.uniqueName()), prepared);
  }

  @Test
  void aLostConnectionIsMadeAnew() throws Exception {
    BusClient first = reconnecting.client();
    bus.kill();
    Instant end = Instant.now().plusSeconds(60);
    BusException gone =
        assertThrows(
            BusException.class,
            () -> {
              while (Instant.now().isBefore(end)) {
                assertSame(first, reconnecting.client(), "only a bus that is there gives another");
              }
            });
    assertTrue(gone.is(StandardError.DISCONNECTED), gone.errorName());
  }

  @Test
  void oneThatCannotBePreparedIsGivenToNobody() {
    reconnecting.onConnect(
        connected -> {
          throw StandardError.ACCESS_DENIED.because("cannot subscribe");
        });
    assertThrows(BusException.class, reconnecting::client);
    BusException again = assertThrows(BusException.class, reconnecting::client);
    assertTrue(again.is(StandardError.ACCESS_DENIED), again.errorName());
  }

  @Test
  void withoutABusThereIsAReason() {
    try (ReconnectingBus none =
        new ReconnectingBus(BusAddress.of("unix:path=/nonexistent/bus"), threads)) {
      assertUnreachable(none, "");
    }
  }

  @Test
  void afterTheEndNothingIsConnected() {
    reconnecting.close();
    assertUnreachable(reconnecting, "shutting down");
  }
}
