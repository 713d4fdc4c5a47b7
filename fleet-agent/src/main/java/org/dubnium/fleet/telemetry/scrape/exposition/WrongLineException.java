package org.dubnium.fleet.telemetry.scrape.exposition;

/** A line that cannot be read; the others can. It has no stack trace: there may be very many. */
final class WrongLineException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int line;

  /** Says what is wrong with a line, which is counted from 1. */
  WrongLineException(int line, String what) {
    super(what, null, false, false);
    this.line = line;
  }

  int line() {
    return line;
  }
}
