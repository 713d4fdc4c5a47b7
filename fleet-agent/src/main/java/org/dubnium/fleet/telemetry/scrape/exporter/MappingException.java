package org.dubnium.fleet.telemetry.scrape.exporter;

/** What an exporter tells makes no sense as a reading of a node. */
public final class MappingException extends Exception {

  private static final long serialVersionUID = 1L;

  MappingException(String message) {
    super(message);
  }
}
