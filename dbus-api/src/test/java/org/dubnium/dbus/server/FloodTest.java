package org.dubnium.dbus.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.server.BusServer;
import org.dubnium.bus.server.CallBounds;
import org.dubnium.bus.testing.PrivateBus;
import org.dubnium.bus.testing.RawCall;
import org.dubnium.bus.testing.RawClient;
import org.dubnium.bus.transport.Limits;
import org.dubnium.dbus.contract.ModeControllerInterface;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.testing.FakeDelegation;
import org.dubnium.dbus.testing.FakeModeController;
import org.dubnium.dbus.testing.TestService;
import org.freedesktop.dbus.messages.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A caller that asks too much harms itself alone. */
class FloodTest {
  private static final String LIMITS_EXCEEDED = "org.freedesktop.DBus.Error.LimitsExceeded";
  private static final int RUNNING = CallBounds.READS.connection().running();
  private static final int WAITING = CallBounds.READS.connection().waiting();
  private static final long ALICE = 1000;
  private static final long BOB = 1001;

  private TestService service;
  private RawClient flooder;
  private RawClient other;

  @BeforeEach
  void start() throws Exception {
    service = new TestService();
    flooder = connect(ALICE);
    other = connect(BOB);
  }

  private RawClient connect(long uid) throws Exception {
    RawClient client = service.bus.connectRaw();
    service.users.put(client.uniqueName(), uid);
    return client;
  }

  @AfterEach
  void stop() throws Exception {
    service.close();
  }

  private static RawCall call(String member) {
    return new RawCall(Names.BUS_NAME, Names.ROOT_PATH.value())
        .member(Names.MODE_CONTROLLER, member);
  }

  @Test
  void blockedCallsOfOneCallerHoldNobodyElseUp() {
    for (int i = 0; i < RUNNING + WAITING; i++) {
      flooder.send(call("Refresh"));
    }
    Message refused = flooder.call(call("Describe"));
    Message answered = other.call(call("Describe"));

    assertEquals(LIMITS_EXCEEDED, RawClient.errorName(refused));
    assertEquals("", RawClient.errorName(answered));
    service.controller.refreshGate.countDown();
    for (int i = 0; i < RUNNING + WAITING; i++) {
      assertEquals("", RawClient.errorName(flooder.nextAnswer()));
    }
    assertEquals("", RawClient.errorName(flooder.call(call("Describe"))));
  }

  @Test
  void manyConnectionsOfOneUserHoldNobodyElseUp() throws Exception {
    RawClient second = connect(ALICE);
    for (int i = 0; i < RUNNING + WAITING; i++) {
      flooder.send(call("Refresh"));
    }
    assertEquals(LIMITS_EXCEEDED, RawClient.errorName(flooder.call(call("Describe"))));
    for (int i = 0; i < RUNNING + WAITING; i++) {
      second.send(call("Refresh"));
    }
    for (int i = 0; i < RUNNING; i++) {
      assertEquals(LIMITS_EXCEEDED, RawClient.errorName(second.nextAnswer()), "none of it runs");
    }

    assertEquals(LIMITS_EXCEEDED, RawClient.errorName(connect(ALICE).call(call("Describe"))));
    assertEquals("", RawClient.errorName(other.call(call("Describe"))));
    assertEquals("", RawClient.errorName(connect(0).call(call("Describe"))));
  }

  @Test
  void everyCallOfFloodIsAnsweredOnce() {
    int count = 5_000;
    List<Long> sent = new ArrayList<>();
    Thread reader =
        Thread.startVirtualThread(
            () -> {
              for (int i = 0; i < count; i++) {
                flooder.nextAnswer();
              }
            });
    for (int i = 0; i < count; i++) {
      sent.add(flooder.send(call("Describe")));
      if (i % 100 == 0) {
        assertEquals("", RawClient.errorName(other.call(call("Describe"))));
      }
    }
    join(reader);
    assertEquals(count, sent.size());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theBusTellsWhoseConnectionsAreWhose() throws Exception {
    try (PrivateBus bus = PrivateBus.start()) {
      FakeModeController controller = new FakeModeController();
      BusClient client = bus.connect();
      BusServer server = BusServer.on(client, Names.ROOT_PATH);
      server.export(Names.ROOT_PATH, ModeControllerInterface.of(controller, new FakeDelegation()));
      server.requestName(Names.BUS_NAME);

      bus.connectRaw().call(call("RequestMode").with("sa{sv}", "compute", Map.of()));

      long self = ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
      assertEquals(self, controller.calls.getFirst().uid());
    }
  }

  @Test
  void answerThatIsTooLongIsRefusedAndTheConnectionGoesOn() {
    service.controller.description = "x".repeat(Limits.LONGEST_SENT);

    assertEquals(LIMITS_EXCEEDED, RawClient.errorName(other.call(call("Describe"))));
    service.controller.description = "{}";
    assertEquals("", RawClient.errorName(other.call(call("Describe"))));
  }

  /** Nobody who does not read can have more held for them than their share, nor end the connection. */
  @Test
  void longAnswersWaitForTheBusInTheirCallersShare() {
    service.controller.description = "x".repeat(Limits.LONGEST_SENT - 1000);
    for (int i = 0; i < RUNNING + WAITING; i++) {
      flooder.send(call("Describe"));
    }
    for (int i = 0; i < RUNNING + WAITING; i++) {
      assertEquals("", RawClient.errorName(flooder.nextAnswer()));
    }
    assertEquals("", RawClient.errorName(other.call(call("Describe"))));
  }

  @Test
  void callerThatLeavesMidCallLeavesNothingBehind() throws Exception {
    for (int i = 0; i < RUNNING + WAITING; i++) {
      flooder.send(call("Refresh"));
    }
    flooder.close();
    service.controller.refreshGate.countDown();

    assertEquals("", RawClient.errorName(other.call(call("Refresh"))));
    assertEquals("", RawClient.errorName(other.call(call("Describe"))));
  }
}
