package org.dubnium.common.systemd;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the daemon is: sd_notify(3), sd_watchdog_enabled(3). Where there is no systemd
 * to listen ({@code NOTIFY_SOCKET} is not set) nothing happens, and libsystemd is not even loaded.
 */
public final class SdNotify implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SdNotify.class);

  /** libsystemd, loaded on first use. */
  private static final class LibSystemd {
    static {
      Native.register(LibSystemd.class, "libsystemd.so.0");
    }

    private LibSystemd() {}

    /**
     * Returns a positive number if systemd was told, 0 if there is none, else a negative errno.
     */
    static native int sd_notify(int unsetEnvironment, String state);
  }

  /** CLOCK_MONOTONIC of clock_gettime(2): what Java calls nano time need not be that. */
  private static final class Monotonic {
    private static final int CLOCK = 1;

    static {
      Native.register(Monotonic.class, "libc.so.6");
    }

    private Monotonic() {}

    static native int clock_gettime(int clock, Pointer timespec) throws LastErrorException;

    static long microseconds() {
      try (Memory timespec = new Memory(16)) {
        var _ = clock_gettime(CLOCK, timespec);
        return timespec.getLong(0) * 1_000_000 + timespec.getLong(8) / 1_000;
      }
    }
  }

  private final boolean active;
  private final @Nullable Duration watchdogTimeout;
  private @Nullable ScheduledExecutorService watchdog;

  private SdNotify(boolean active, @Nullable Duration watchdogTimeout) {
    this.active = active;
    this.watchdogTimeout = watchdogTimeout;
  }

  /**
   * As this process's environment says.
   *
   * @param environment {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC}, {@code WATCHDOG_PID}
   */
  public static SdNotify from(Map<String, String> environment) {
    if (!environment.containsKey("NOTIFY_SOCKET")) {
      return new SdNotify(false, null);
    }
    String pid = environment.get("WATCHDOG_PID");
    boolean meant = pid == null || pid.equals(Long.toString(ProcessHandle.current().pid()));
    return new SdNotify(true, meant ? timeout(environment.get("WATCHDOG_USEC")) : null);
  }

  private static @Nullable Duration timeout(@Nullable String microseconds) {
    if (microseconds == null) {
      return null;
    }
    try {
      long value = Long.parseLong(microseconds);
      return value > 0 ? Duration.of(value, ChronoUnit.MICROS) : null;
    } catch (NumberFormatException e) {
      LOG.warn("cannot read WATCHDOG_USEC '{}', ignoring", microseconds);
      return null;
    }
  }

  /** Start-up is over: units ordered after this one may start. */
  public void ready(String status) {
    tell("READY=1\nSTATUS=" + oneLine(status));
  }

  /**
   * The configuration is read anew, as {@code Type=notify-reload} of systemd.service(5) wants to
   * know; {@link #ready} says that this is over.
   */
  public void reloading() {
    if (active) {
      tell("RELOADING=1\nMONOTONIC_USEC=" + Monotonic.microseconds());
    }
  }

  /** One line for {@code systemctl status}. */
  public void status(String status) {
    tell("STATUS=" + oneLine(status));
  }

  /** The daemon is on its way out. */
  public void stopping() {
    tell("STOPPING=1");
  }

  /**
   * Notifies the watchdog from now on, twice in each of its periods, as long as the daemon is healthy:
   * a check that says no, throws or does not return lets the watchdog time out. Does nothing if the unit
   * has no {@code WatchdogSec}.
   *
   * @param healthy must go through what has to be alive, such as a lock or a queue of the engine,
   *     and may block
   */
  public synchronized void watch(BooleanSupplier healthy) {
    Duration timeout = watchdogTimeout;
    if (timeout == null || watchdog != null) {
      return;
    }
    long period = timeout.toNanos() / 2;
    watchdog =
        Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("watchdog").unstarted(task));
    var _ =
        watchdog.scheduleAtFixedRate(() -> pet(healthy), 0, period, TimeUnit.NANOSECONDS);
  }

  private void pet(BooleanSupplier healthy) {
    try {
      if (healthy.getAsBoolean()) {
        tell("WATCHDOG=1");
      } else {
        LOG.error("the daemon is not healthy, and the watchdog learns it by silence");
      }
    } catch (RuntimeException e) {
      LOG.error("cannot tell whether the daemon is healthy", e);
    }
  }

  /** Ends the notifications of the watchdog. */
  @Override
  public synchronized void close() {
    ScheduledExecutorService running = watchdog;
    watchdog = null;
    if (running != null) {
      running.shutdownNow();
    }
  }

  private void tell(String state) {
    if (!active) {
      return;
    }
    int result = LibSystemd.sd_notify(0, state);
    if (result < 0) {
      LOG.warn("cannot tell systemd '{}': errno {}, ignoring", state, -result);
    }
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ');
  }
}
