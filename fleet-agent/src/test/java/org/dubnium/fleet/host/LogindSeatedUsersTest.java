package org.dubnium.fleet.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dubnium.bus.client.ReconnectingBus;
import org.dubnium.bus.testing.FakeLogind;
import org.dubnium.bus.testing.PrivateBus;
import org.dubnium.bus.transport.BusAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogindSeatedUsersTest {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final PrivateBus privateBus = PrivateBus.start();
  private final FakeLogind logind = new FakeLogind(privateBus.connect());
  private final ReconnectingBus bus =
      new ReconnectingBus(BusAddress.of(privateBus.address()), threads);

  LogindSeatedUsersTest() throws Exception {}

  @AfterEach
  void stop() throws Exception {
    bus.close();
    privateBus.close();
    threads.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({
    "c2, wayland, user,       active,  false, true",
    "c2, x11,     user,       online,  false, true",
    "c2, wayland, user,       closing, false, false",
    "c2, wayland, greeter,    active,  false, false",
    "c2, x11,     user,       active,  true,  false",
    "c2, tty,     user,       active,  false, false",
    "'', tty,     user,       active,  false, false",
  })
  void isAtADeskWhoHasASessionThatShowsSomething(
      String session, String type, String sessionClass, String state, boolean remote, boolean is)
      throws Exception {
    logind.knows(1000, "alice", false, session);
    if (!session.isEmpty()) {
      logind.opened(session, 1000, "alice", "seat0", type, sessionClass, state, remote);
    }
    assertEquals(is, new LogindSeatedUsers(bus).isAtOne(1000));
  }

  @Test
  void whoIsNotLoggedInIsAtNone() throws Exception {
    assertEquals(false, new LogindSeatedUsers(bus).isAtOne(1001));
  }
}
