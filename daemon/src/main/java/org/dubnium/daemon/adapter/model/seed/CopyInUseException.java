package org.dubnium.daemon.adapter.model.seed;

import java.io.IOException;

/** Another process works on the copy of a model. */
public final class CopyInUseException extends IOException {

  private static final long serialVersionUID = 1L;

  CopyInUseException(String message) {
    super(message);
  }
}
