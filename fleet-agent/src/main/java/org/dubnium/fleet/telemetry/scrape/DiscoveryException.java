package org.dubnium.fleet.telemetry.scrape;

/** A list of targets that makes no sense. */
public final class DiscoveryException extends Exception {

  private static final long serialVersionUID = 1L;

  DiscoveryException(String message) {
    super(message);
  }

  DiscoveryException(String message, Throwable cause) {
    super(message, cause);
  }
}
