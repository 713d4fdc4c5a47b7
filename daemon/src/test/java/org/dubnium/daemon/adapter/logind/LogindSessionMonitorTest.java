package org.dubnium.daemon.adapter.logind;

import static org.dubnium.daemon.fake.Readings.value;
import static org.dubnium.daemon.fake.Readings.why;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.dubnium.bus.testing.FakeLogind;
import org.dubnium.bus.testing.PrivateBus;
import org.dubnium.bus.wire.Struct;
import org.dubnium.daemon.domain.observation.Observation.Inhibitor;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.port.HostException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogindSessionMonitorTest {

  private final PrivateBus bus = PrivateBus.start();
  private final FakeLogind logind;
  private final LogindSessionMonitor monitor;

  LogindSessionMonitorTest() throws Exception {
    logind = new FakeLogind(bus.connect());
    monitor = LogindSessionMonitor.on(bus.connect());
  }

  @AfterEach
  void tearDown() throws Exception {
    bus.close();
  }

  @Test
  void readsSessions() {
    logind.opened("2", 1000, "alice", "seat0", "wayland");
    assertEquals(
        List.of(
            new Session(
                "2",
                1000,
                "alice",
                "wayland",
                "user",
                "active",
                "seat0",
                false,
                "login",
                4711,
                "session-2.scope",
                Duration.ofSeconds(10))),
        value(monitor.sessions()));
  }

  @Test
  void aSessionThatEndsWhileItIsReadIsNoError() {
    logind.listed("1", 1000, "alice", "seat0");
    logind.opened("2", 1001, "bob", "", "tty");
    assertEquals(
        List.of("bob"), value(monitor.sessions()).stream().map(Session::user).toList());
  }

  @Test
  void tellsWhoseOwnSystemdStays() {
    logind.knows(1000, "alice", true, "");
    logind.knows(1001, "bob", false, "");
    logind.knewOnce(1002, "carol");
    logind.opened("2", 1000, "alice", "seat0", "wayland");
    logind.opened("5", 1001, "bob", "", "tty");
    logind.opened("6", 1002, "carol", "", "tty");
    Duration delay = Duration.ofSeconds(10);
    assertEquals(
        List.of(Session.FOREVER, delay, delay),
        value(monitor.sessions()).stream().map(Session::managerStays).toList());
    logind.stopsManagersAfter(-1);
    assertEquals(
        List.of(true, true, true),
        value(monitor.sessions()).stream().map(Session::lingers).toList());
  }

  @Test
  void readsInhibitors() {
    logind.inhibitors.add(
        Struct.of("shutdown:sleep", "backup", "a backup runs", "block", 1000L, 42L));
    assertEquals(
        List.of(new Inhibitor("shutdown:sleep", "backup", "a backup runs", "block", 1000, 42)),
        value(monitor.inhibitors()));
  }

  @Test
  void endsASession() throws Exception {
    monitor.terminate("2");
    assertEquals("2", logind.terminated.take());
  }

  @Test
  void aSessionThatIsGoneNeedNotBeEnded() throws HostException {
    monitor.terminate("gone");
    assertTrue(logind.terminated.isEmpty());
  }

  @Test
  void saysWhyASessionCannotBeEnded() {
    HostException refused =
        assertThrows(HostException.class, () -> monitor.terminate("sacred"));
    assertEquals(
        "cannot end session sacred: "
            + "org.freedesktop.DBus.Error.AccessDenied: Permission denied",
        refused.getMessage());
  }

  @Test
  void tellsWhenSessionsComeAndGoAndInhibitorsChange() throws InterruptedException {
    Semaphore told = new Semaphore(0);
    monitor.onChange(told::release);
    logind.announceNew("2");
    told.acquire();
    logind.announceRemoved("2");
    told.acquire();
    logind.block("sleep");
    told.acquire();
  }

  @Test
  void withoutLogindReadingsAreUnavailable() throws Exception {
    try (PrivateBus empty = PrivateBus.start()) {
      LogindSessionMonitor alone = LogindSessionMonitor.on(empty.connect());
      assertTrue(why(alone.sessions()).startsWith("cannot read logind's sessions: "));
      assertTrue(why(alone.inhibitors()).startsWith("cannot read logind's inhibitors: "));
      assertThrows(HostException.class, () -> alone.terminate("2"));
    }
  }
}
