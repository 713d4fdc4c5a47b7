package org.dubnium.fleet.sqlite;

import java.nio.file.Path;

/** A newer program wrote the file, so that this one had better leave it alone. */
public final class NewerFileException extends Exception {

  private static final long serialVersionUID = 1L;

  NewerFileException(String what, Path path, int version, int latest) {
    super(
        "cannot use the "
            + what
            + " in "
            + path
            + ": it has version "
            + version
            + ", and this program knows "
            + latest
            + "; upgrade the program, or move the file away");
  }
}
