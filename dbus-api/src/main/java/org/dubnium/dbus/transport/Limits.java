package org.dubnium.dbus.transport;

/**
 * Longest message that is kept, in bytes, by who may send it: anybody calls us and sends us
 * signals, but only the services that we asked send us replies.
 *
 * @param call of a call
 * @param signal of a signal
 * @param reply of a method return or an error
 * @param unsent of all messages that the bus has not taken from us yet
 */
public record Limits(int call, int signal, int reply, int unsent) {

  /** Room for the largest request and reply we know of, ten times over, within a 24 MiB heap. */
  public static final Limits DEFAULT = new Limits(64 << 10, 256 << 10, 4 << 20, 8 << 20);

  /** The limit for a kind of message by its number on the wire. */
  int of(int kind) {
    return switch (kind) {
      case 1 -> call;
      case 4 -> signal;
      default -> reply;
    };
  }
}
