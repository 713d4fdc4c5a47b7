package org.dubnium.daemon.json;

import java.io.IOException;
import java.util.Objects;

/** A JSON document that is not what it should be. The message names the place and the fault. */
public final class JsonFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  public JsonFormatException(String message) {
    super(message);
  }

  public JsonFormatException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
