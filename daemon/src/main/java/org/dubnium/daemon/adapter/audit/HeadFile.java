package org.dubnium.daemon.adapter.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.common.io.AtomicFile;

/**
 * Remembers the chain's head beside the audit log, so that a log cut off between two lines does not
 * look whole. The content is one line of constant length, {@code <sequence, 20 digits> <hash>},
 * overwritten in place after each entry: no block is allocated, so a full disk does not hinder it,
 * and one write of less than a sector is not torn.
 */
final class HeadFile {

  private static final Pattern LINE = Pattern.compile("(\\d{20}) ([0-9a-f]{64})\n");

  private final Path file;

  HeadFile(Path file) {
    this.file = file;
  }

  /** The head as remembered; empty if there is no file or it cannot be understood. */
  Optional<ChainHead> read() throws IOException {
    if (Files.notExists(file) || Files.size(file) > 1024) {
      return Optional.empty();
    }
    Matcher line = LINE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    return line.matches()
        ? Optional.of(new ChainHead(Long.parseLong(line.group(1)), line.group(2)))
        : Optional.empty();
  }

  /** Remembers a head; returns once that is on disk. */
  void write(ChainHead head) throws IOException {
    boolean isNew = Files.notExists(file);
    byte[] line =
        "%020d %s\n".formatted(head.sequence(), head.hash()).getBytes(StandardCharsets.US_ASCII);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(line);
      if (out.length() > line.length) {
        out.setLength(line.length);
      }
      out.getFD().sync();
    }
    if (isNew) {
      AtomicFile.makeReadable(file);
      AtomicFile.syncDirectory(file);
    }
  }
}
