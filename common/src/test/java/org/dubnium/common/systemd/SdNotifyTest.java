package org.dubnium.common.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SdNotifyTest {

  @TempDir Path directory;

  private NotifySocket listen() {
    return new NotifySocket(directory.resolve("notify"));
  }

  private static SdNotify notifier(String... more) {
    Map<String, String> environment = new HashMap<>(Map.of("NOTIFY_SOCKET", "set"));
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return SdNotify.from(environment);
  }

  @Test
  void tellsSystemdHowItIs() {
    try (NotifySocket systemd = listen();
        SdNotify notify = notifier()) {
      notify.ready("mode desktop");
      assertEquals("READY=1\nSTATUS=mode desktop", systemd.receive());
      notify.status("two\nREADY=0");
      assertEquals("STATUS=two READY=0", systemd.receive());
      notify.stopping();
      assertEquals("STOPPING=1", systemd.receive());
    }
  }

  @Test
  void tellsWhenItReadsItsConfigurationAnew() {
    try (NotifySocket systemd = listen();
        SdNotify notify = notifier()) {
      notify.reloading();
      String first = systemd.receive();
      assertTrue(first.matches("RELOADING=1\nMONOTONIC_USEC=\\d+"), first);
      notify.reloading();
      String second = systemd.receive();
      assertTrue(microseconds(second) >= microseconds(first), "the clock goes one way");
    }
  }

  private static long microseconds(String message) {
    return Long.parseLong(message.substring(message.lastIndexOf('=') + 1));
  }

  @Test
  void healthyDaemonPetsTheWatchdogAgainAndAgain() {
    try (NotifySocket systemd = listen();
        SdNotify notify = notifier("WATCHDOG_USEC", "20000")) {
      notify.watch(() -> true);
      assertEquals("WATCHDOG=1", systemd.receive());
      assertEquals("WATCHDOG=1", systemd.receive());
      assertEquals("WATCHDOG=1", systemd.receive());
    }
  }

  @Test
  void daemonThatIsNotHealthyIsSilentUntilItIs() {
    AtomicInteger checks = new AtomicInteger();
    try (NotifySocket systemd = listen();
        SdNotify notify = notifier("WATCHDOG_USEC", "20000")) {
      notify.watch(
          () -> {
            int check = checks.incrementAndGet();
            if (check == 2) {
              throw new IllegalStateException("cannot tell");
            }
            return check > 3;
          });
      assertEquals("WATCHDOG=1", systemd.receive());
      assertTrue(checks.get() > 3);
    }
  }

  /** The first message that arrives is one that was sent after all chances to pet the watchdog. */
  @ParameterizedTest
  @CsvSource({"WATCHDOG_USEC,0", "WATCHDOG_USEC,soon", "WATCHDOG_PID,1", "UNSET,''"})
  void watchdogThatIsNotOursIsLeftAlone(String variable, String value) {
    AtomicInteger checks = new AtomicInteger();
    Map<String, String> environment = new HashMap<>();
    environment.put("NOTIFY_SOCKET", "set");
    if (variable.equals("WATCHDOG_PID")) {
      environment.put("WATCHDOG_USEC", "20000");
    }
    environment.put(variable, value);
    try (NotifySocket systemd = listen();
        SdNotify notify = SdNotify.from(environment)) {
      notify.watch(() -> checks.incrementAndGet() > 0);
      notify.stopping();
      assertEquals("STOPPING=1", systemd.receive());
    }
    assertEquals(0, checks.get());
  }

  @Test
  void withoutSystemdNothingHappens() {
    try (SdNotify notify = SdNotify.from(Map.of("WATCHDOG_USEC", "20000"))) {
      notify.ready("mode desktop");
      notify.watch(() -> true);
      notify.stopping();
    }
  }

  @Test
  void socketThatIsGoneIsNoObstacle() {
    try (NotifySocket systemd = listen();
        SdNotify notify = notifier()) {
      notify.ready("mode desktop");
      assertEquals("READY=1\nSTATUS=mode desktop", systemd.receive());
      assertTrue(directory.resolve("notify").toFile().delete());
      notify.stopping();
    }
  }
}
