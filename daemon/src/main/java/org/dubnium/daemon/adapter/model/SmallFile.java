package org.dubnium.daemon.adapter.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** Reads files that are no longer than what is said of them allows. */
final class SmallFile {

  private SmallFile() {}

  /**
   * All of a file.
   *
   * @param most bytes that it may have
   */
  static byte[] read(Path file, int most, OpenOption... options) throws IOException {
    try (InputStream in = Files.newInputStream(file, options)) {
      byte[] content = in.readNBytes(most + 1);
      if (content.length > most) {
        throw new IOException(file + " is longer than " + (most >> 10) + " KiB");
      }
      return content;
    }
  }

  /** As bytes first: a comment need not be UTF-8. */
  static String text(Path file, int most, OpenOption... options) throws IOException {
    return new String(read(file, most, options), StandardCharsets.UTF_8);
  }
}
