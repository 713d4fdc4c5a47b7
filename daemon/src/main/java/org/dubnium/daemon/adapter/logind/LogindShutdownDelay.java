package org.dubnium.daemon.adapter.logind;

import com.sun.jna.LastErrorException;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.time.Duration;
import java.util.List;
import org.dubnium.bus.transport.BusAddress;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.ShutdownDelay;

/**
 * logind's delay inhibitor for shutdown. The lock is the file descriptor in logind's answer, which
 * lives as long as that message does. Source: org.freedesktop.login1(5), {@code Inhibit()}.
 */
public final class LogindShutdownDelay implements ShutdownDelay {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final byte STRING = 's';

  private final String address;

  public LogindShutdownDelay(BusAddress bus) {
    this.address = bus.text();
  }

  @Override
  public Held take(String why) throws HostException {
    Pointer bus = null;
    Pointer call = null;
    try {
      bus = connect();
      call = inhibit(bus, why);
      PointerByReference answer = new PointerByReference();
      SdBus.check(SdBus.sd_bus_call(bus, call, PATIENCE.toNanos() / 1000, Pointer.NULL, answer));
      return held(bus, answer.getValue());
    } catch (LastErrorException refused) {
      if (bus != null) {
        SdBus.sd_bus_flush_close_unref(bus);
      }
      throw new HostException(
          "cannot take logind's delay lock for shutdown: " + refused.getMessage(), refused);
    } finally {
      if (call != null) {
        SdBus.sd_bus_message_unref(call);
      }
    }
  }

  private Pointer connect() {
    PointerByReference made = new PointerByReference();
    SdBus.check(SdBus.sd_bus_new(made));
    Pointer bus = made.getValue();
    try {
      SdBus.check(SdBus.sd_bus_set_address(bus, address));
      SdBus.check(SdBus.sd_bus_set_bus_client(bus, 1));
      SdBus.check(SdBus.sd_bus_start(bus));
      return bus;
    } catch (LastErrorException refused) {
      SdBus.sd_bus_flush_close_unref(bus);
      throw refused;
    }
  }

  private static Pointer inhibit(Pointer bus, String why) {
    PointerByReference made = new PointerByReference();
    SdBus.check(
        SdBus.sd_bus_message_new_method_call(
            bus,
            made,
            "org.freedesktop.login1",
            "/org/freedesktop/login1",
            "org.freedesktop.login1.Manager",
            "Inhibit"));
    Pointer call = made.getValue();
    for (String argument : List.of("shutdown", "mode-controller", why, "delay")) {
      SdBus.check(SdBus.sd_bus_message_append_basic(call, STRING, argument));
    }
    return call;
  }

  private static Held held(Pointer bus, Pointer answer) {
    return () -> {
      SdBus.sd_bus_message_unref(answer);
      SdBus.sd_bus_flush_close_unref(bus);
    };
  }
}
