package org.dubnium.daemon.json;

import java.io.IOException;

/** A document that is longer than it may be. */
public final class JsonTooLongException extends IOException {

  private static final long serialVersionUID = 1L;

  private final long length;

  JsonTooLongException(long length, int most) {
    super("cannot write more than " + most + " bytes of JSON");
    this.length = length;
  }

  /** How long it would be, in bytes. */
  public long length() {
    return length;
  }
}
