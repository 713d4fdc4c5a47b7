package org.dubnium.bus.testing;

import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.constants.Endian;
import org.jspecify.annotations.Nullable;

/** A call that may be as wrong as the bus lets through. */
public final class RawCall {
  private final String destination;
  private final String path;
  private @Nullable String interfaceName;
  private String member = "Nothing";
  private int flags;
  private byte endian = Endian.LITTLE;
  private @Nullable String signature;
  private Object[] values = new Object[0];

  public RawCall(String destination, String path) {
    this.destination = destination;
    this.path = path;
  }

  /** Names the method; null leaves the interface out of the message. */
  public RawCall member(@Nullable String interfaceName, String member) {
    this.interfaceName = interfaceName;
    this.member = member;
    return this;
  }

  /** Gives arguments, as dbus-java wants them. */
  public RawCall with(String signature, Object... values) {
    this.signature = signature;
    this.values = values;
    return this;
  }

  public RawCall flags(int flags) {
    this.flags = flags;
    return this;
  }

  public RawCall bigEndian() {
    this.endian = Endian.BIG;
    return this;
  }

  Message message() {
    try {
      return new MessageFactory(endian)
          .createMethodCall(
              null, destination, path, interfaceName, member, (byte) flags, signature, values);
    } catch (DBusException e) {
      throw new IllegalStateException(e);
    }
  }
}
