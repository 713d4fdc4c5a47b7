package org.dubnium.daemon.adapter.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** Reads files up to a given length. */
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

  /** The text of a file. Bytes that are no UTF-8 are replaced: a comment may have some. */
  static String text(Path file, int most, OpenOption... options) throws IOException {
    return new String(read(file, most, options), StandardCharsets.UTF_8);
  }
}
