package org.dubnium.bus.transport;

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

  /**
   * Ten times the longest request and the longest reply that we know of, and little enough for a
   * heap of 24 MiB: what is read from a message takes five times its length.
   */
  public static final Limits DEFAULT = new Limits(16 << 10, 64 << 10, 2 << 20, 4 << 20);

  /**
   * Longest answer or signal that is sent, in bytes: five times the longest that we know of, half of
   * what our own clients take, and a small part of what a bus does.
   */
  public static final int LONGEST_SENT = 1 << 20;

  /** The limit for a kind of message by its number on the wire. */
  int of(int kind) {
    return switch (kind) {
      case 1 -> call;
      case 4 -> signal;
      default -> reply;
    };
  }
}
