package org.dubnium.bus.server;

import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.wire.PlainText;
import org.jspecify.annotations.Nullable;

/** The answers to calls that the contract does not have. What callers sent is cut short in them. */
final class Refusal {
  private static final int LONGEST_QUOTE = 120;

  private Refusal() {}

  static BusException unknownObject(String path) {
    return StandardError.UNKNOWN_OBJECT.because("cannot find an object at " + quote(path));
  }

  static BusException unknownInterface(String path, String interfaceName) {
    return StandardError.UNKNOWN_INTERFACE.because(
        "cannot find the interface " + quote(interfaceName) + " at " + quote(path));
  }

  static BusException unknownMethod(String member, @Nullable String interfaceName) {
    return StandardError.UNKNOWN_METHOD.because(
        "cannot find a method "
            + quote(member)
            + (interfaceName == null ? "" : " of " + quote(interfaceName)));
  }

  static BusException ambiguousMethod(String member) {
    return StandardError.UNKNOWN_METHOD.because(
        "cannot tell which interface's " + quote(member) + " is meant: name the interface");
  }

  static BusException wrongSignature(String member, String expected, String got) {
    return StandardError.INVALID_ARGS.because(
        "cannot call " + quote(member) + " with (" + got + "): it takes (" + expected + ")");
  }

  static BusException invalidArguments(String member) {
    return StandardError.INVALID_ARGS.because(
        "cannot use the arguments of " + quote(member) + ": one is of the wrong type");
  }

  static BusException tooLong(int limit) {
    return StandardError.LIMITS_EXCEEDED.because(
        "cannot take a call of more than " + limit + " bytes");
  }

  static BusException tooMany() {
    return StandardError.LIMITS_EXCEEDED.because(
        "cannot take more calls before earlier ones are answered");
  }

  /** The answer for an internal error; details are in the log. */
  static BusException failed() {
    return StandardError.FAILED.because("cannot answer: internal error, see the service's log");
  }

  /** What a caller sent, short enough for a message. */
  static String quote(String text) {
    return PlainText.line(text, LONGEST_QUOTE);
  }
}
