package org.dubnium.dbus.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.testing.RawCall;
import org.dubnium.dbus.testing.RawClient;
import org.dubnium.dbus.testing.TestService;
import org.freedesktop.dbus.messages.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A caller that asks too much harms itself alone. */
class FloodTest {
  private static final String LIMITS_EXCEEDED = "org.freedesktop.DBus.Error.LimitsExceeded";
  private static final int RUNNING = CallQueue.Bounds.DEFAULT.running();
  private static final int WAITING = CallQueue.Bounds.DEFAULT.waiting();

  private TestService service;
  private RawClient flooder;
  private RawClient other;

  @BeforeEach
  void start() throws Exception {
    service = new TestService();
    flooder = service.bus.connectRaw();
    other = service.bus.connectRaw();
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
