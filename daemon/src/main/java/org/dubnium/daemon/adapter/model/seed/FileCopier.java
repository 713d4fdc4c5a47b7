package org.dubnium.daemon.adapter.model.seed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.dubnium.common.io.AtomicFile;
import org.dubnium.daemon.adapter.model.bundle.BundleTree;
import org.dubnium.daemon.adapter.model.bundle.ByteProgress;
import org.dubnium.daemon.adapter.model.bundle.Sha256;
import org.dubnium.daemon.domain.model.FileStamp;

/**
 * Copies one file: under a hidden name first, which it loses once it is whole and on disk. What fails is told
 * apart: the source cannot be read, the source changes, the store cannot be written to.
 */
final class FileCopier {

  private final BundleTree source;
  private final ByteProgress progress;

  FileCopier(BundleTree source, ByteProgress progress) {
    this.source = source;
    this.progress = progress;
  }

  /**
   * Copies a file.
   *
   * @param expected size and time that it had when it was listed
   * @param sum what its checksum must be, if that is known
   * @return its checksum
   */
  String copy(String file, FileStamp expected, Optional<String> sum, Path target)
      throws IOException {
    progress.file(file);
    Path part = target.resolveSibling("." + target.getFileName() + ".part");
    Sha256 digest = new Sha256();
    try (ReadableByteChannel in = open(file);
        FileChannel out = create(part)) {
      long copied = copy(file, in, out, expected.bytes(), digest);
      if (copied != expected.bytes() || !expected.equals(stamp(file))) {
        throw new IOException(
            "cannot copy %s: it changed meanwhile (let nobody write to it)".formatted(file));
      }
      force(part, out);
    }
    String found = digest.digits();
    if (sum.isPresent() && !sum.get().equals(found)) {
      throw new IOException(
          "cannot copy %s: its checksum is %s, and the source says %s (get the file again)"
              .formatted(file, found, sum.get()));
    }
    AtomicFile.makeReadable(part);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    return found;
  }

  /** Reads no more than one byte beyond the size that the file had. */
  private long copy(
      String file, ReadableByteChannel in, FileChannel out, long most, Sha256 digest)
      throws IOException {
    ByteBuffer buffer = Sha256.buffer();
    long copied = 0;
    while (copied <= most && read(file, in, buffer) >= 0) {
      buffer.flip();
      int count = buffer.remaining();
      digest.add(buffer);
      write(file, out, buffer, most - copied);
      copied += count;
      progress.advance(count);
      buffer.clear();
    }
    return copied;
  }

  private ReadableByteChannel open(String file) throws IOException {
    try {
      return source.read(file);
    } catch (NoSuchFileException e) {
      throw new IOException(
          "cannot read %s: it is gone from the source (was the medium pulled out?)"
              .formatted(file),
          e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private FileStamp stamp(String file) throws IOException {
    try {
      return source.stamp(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static int read(String file, ReadableByteChannel in, ByteBuffer buffer)
      throws IOException {
    try {
      return in.read(buffer);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static IOException unreadable(String file, IOException why) {
    return new IOException(
        "cannot read %s: %s (was the medium pulled out, or is it damaged?)"
            .formatted(file, why.getMessage()),
        why);
  }

  private static FileChannel create(Path part) throws IOException {
    try {
      return FileChannel.open(
          part,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw unwritable(part, 0, e);
    }
  }

  private static void write(String file, FileChannel out, ByteBuffer buffer, long left)
      throws IOException {
    try {
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw unwritable(Path.of(file), left, e);
    }
  }

  private static void force(Path part, FileChannel out) throws IOException {
    try {
      out.force(true);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw unwritable(part, 0, e);
    }
  }

  private static IOException unwritable(Path file, long left, IOException why) {
    return new IOException(
        "cannot write the copy of %s, of which %d bytes are to come: %s (is the store full? df -h)"
            .formatted(file.getFileName(), left, why.getMessage()),
        why);
  }
}
