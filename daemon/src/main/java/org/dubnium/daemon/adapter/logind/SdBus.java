package org.dubnium.daemon.adapter.logind;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/**
 * What of libsystemd's own D-Bus client is needed to receive a file descriptor, which the transport
 * of all other calls cannot. A negative result is a negated errno. Source: sd-bus(3), and the pages
 * of the calls.
 */
final class SdBus {

  static {
    Native.register(SdBus.class, "libsystemd.so.0");
  }

  private SdBus() {}

  static native int sd_bus_new(PointerByReference bus);

  static native int sd_bus_set_address(Pointer bus, String address);

  static native int sd_bus_set_bus_client(Pointer bus, int isClient);

  static native int sd_bus_start(Pointer bus);

  static native int sd_bus_message_new_method_call(
      Pointer bus,
      PointerByReference message,
      String destination,
      String path,
      String interfaceName,
      String member);

  static native int sd_bus_message_append_basic(Pointer message, byte type, String value);

  static native int sd_bus_call(
      Pointer bus, Pointer message, long microseconds, Pointer error, PointerByReference reply);

  static native Pointer sd_bus_message_unref(Pointer message);

  static native Pointer sd_bus_flush_close_unref(Pointer bus);

  /**
   * Answers the result.
   *
   * @throws LastErrorException if it is an error
   */
  static int check(int result) {
    if (result < 0) {
      throw new LastErrorException(-result);
    }
    return result;
  }
}
