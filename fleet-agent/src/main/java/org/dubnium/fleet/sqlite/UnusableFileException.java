package org.dubnium.fleet.sqlite;

/** A file cannot be opened, and is left alone. */
public final class UnusableFileException extends Exception {

  private static final long serialVersionUID = 1L;

  UnusableFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
