package org.dubnium.fleet.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Secrets as systemd hands them over: a file each, in a directory of this service's alone. */
record Credentials(Optional<Path> directory) {

  /**
   * A secret, without the line break at its end.
   *
   * @return empty if it was not given
   * @throws IOException if it is there and cannot be read
   */
  Optional<String> find(String name) throws IOException {
    if (directory.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(directory.get().resolve(name)).strip())
          .filter(secret -> !secret.isEmpty());
    } catch (NoSuchFileException notGiven) {
      return Optional.empty();
    }
  }
}
