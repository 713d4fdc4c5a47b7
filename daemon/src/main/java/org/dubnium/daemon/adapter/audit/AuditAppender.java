package org.dubnium.daemon.adapter.audit;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;
import org.dubnium.common.io.AtomicFile;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.jspecify.annotations.Nullable;

/**
 * {@code events.jsonl}, open for appending. An entry is on record once its line and then the head
 * are on disk. If either fails, the line is cut off again; as long as that fails too, nothing more
 * is appended.
 */
final class AuditAppender implements Closeable {

  private final AuditFiles files;
  private final HeadFile headFile;
  private final InstantSource clock;
  private FileOutputStream out;
  private @Nullable Object key;
  private ChainHead head;
  private long length;
  private boolean needsRepair;

  AuditAppender(AuditFiles files, HeadFile headFile, AuditTail tail, InstantSource clock)
      throws IOException {
    this.files = files;
    this.headFile = headFile;
    this.clock = clock;
    this.head = tail.head();
    this.length = tail.length();
    this.out = new FileOutputStream(files.current().toFile(), true);
    settle();
  }

  /** Makes the file's own entry durable and remembers which file it is. */
  private void settle() throws IOException {
    try {
      AtomicFile.makeReadable(files.current());
      AtomicFile.syncDirectory(files.current());
      key = Files.readAttributes(files.current(), BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  /** Whether the file is still the one that was opened, and nobody else has changed its length. */
  boolean isUntouched() throws IOException {
    try {
      BasicFileAttributes now =
          Files.readAttributes(files.current(), BasicFileAttributes.class);
      return Objects.equals(key, now.fileKey()) && (needsRepair || now.size() == length);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** The last entry. */
  ChainHead head() {
    return head;
  }

  /** Where the next line will begin, in bytes. */
  long length() {
    return length;
  }

  /** Whether a line of this length would make the file longer than it may be. */
  boolean isFull(int line, long limit) {
    return length > 0 && length + line > limit;
  }

  /** The line that the entry would be if it came next. */
  byte[] line(AuditEntry entry) throws IOException {
    return AuditLine.encode(head, clock.instant(), entry);
  }

  /** Appends the line of an entry that comes next. */
  void append(byte[] line) throws IOException {
    if (needsRepair) {
      repair();
    }
    ChainHead next = AuditLine.head(head, line);
    byte[] ended = Arrays.copyOf(line, line.length + 1);
    ended[line.length] = '\n';
    try {
      out.write(ended);
      out.getFD().sync();
      headFile.write(next);
    } catch (IOException e) {
      needsRepair = true;
      try {
        repair();
      } catch (IOException unrepaired) {
        e.addSuppressed(unrepaired);
      }
      throw e;
    }
    head = next;
    length += ended.length;
  }

  /** Cuts off what was not recorded. The file is never made longer: that would be a hole. */
  private void repair() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(files.current().toFile(), "rw")) {
      if (file.length() > length) {
        file.setLength(length);
      }
      file.getFD().sync();
    }
    headFile.write(head);
    needsRepair = false;
  }

  /** Puts the full file aside as an archive and begins a new one that names it. */
  void rotate() throws IOException {
    Path archive = files.archive(head);
    if (Files.exists(archive)) {
      throw new IOException("cannot rotate: " + archive + " is in the way, move it elsewhere");
    }
    AtomicFile.rename(files.current(), archive);
    out.close();
    out = new FileOutputStream(files.current().toFile(), true);
    length = 0;
    settle();
    append(line(AuditNote.rotated(archive.getFileName().toString(), head)));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
