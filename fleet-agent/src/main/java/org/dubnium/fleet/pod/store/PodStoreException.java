package org.dubnium.fleet.pod.store;

import org.dubnium.fleet.domain.OperationException;

/** What is known of pods cannot be kept, or not be read; nothing is created without it. */
public final class PodStoreException extends OperationException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message begins with "cannot" and says what to do where there is something to be done
   */
  public PodStoreException(String message, Throwable cause) {
    super(Kind.UNAVAILABLE, message, cause);
  }
}
