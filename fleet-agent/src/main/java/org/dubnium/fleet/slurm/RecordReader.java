package org.dubnium.fleet.slurm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of a text, one after the other, none of which may be longer than a record of Slurm's can be. */
final class RecordReader {

  /** Characters of a record: a list of all nodes of the largest clusters fits. */
  static final int LONGEST = 1 << 20;

  private final BufferedReader text;

  RecordReader(InputStream output) {
    this.text = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
  }

  /** The next line that is not blank; null at the end. */
  @Nullable String next() throws SlurmException, IOException {
    String line = line();
    while (line != null && line.isBlank()) {
      line = line();
    }
    return line;
  }

  /** Joins a record with a line that continues it. */
  static String joined(String record, String line) throws SlurmException {
    requireShort(record.length() + line.length());
    return record + " " + line;
  }

  private @Nullable String line() throws SlurmException, IOException {
    StringBuilder line = new StringBuilder();
    int character = text.read();
    if (character < 0) {
      return null;
    }
    while (character >= 0 && character != '\n') {
      line.append((char) character);
      requireShort(line.length());
      character = text.read();
    }
    return line.toString();
  }

  private static void requireShort(int length) throws SlurmException {
    if (length > LONGEST) {
      throw new SlurmException("cannot read a record of more than " + LONGEST + " characters");
    }
  }
}
