package org.dubnium.fleet.sqlite;

import java.nio.file.Path;

/** The file has a newer schema than this program knows, and is left alone. */
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
