package org.dubnium.bus.wire;

/** A value that its signature does not allow, or bytes that are no D-Bus message. */
public final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WireException(String message) {
    super(message);
  }
}
