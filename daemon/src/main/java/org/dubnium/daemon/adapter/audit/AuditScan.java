package org.dubnium.daemon.adapter.audit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for transitions from the end of the log, where there is no index that tells. */
final class AuditScan {

  private static final Logger LOG = LoggerFactory.getLogger(AuditScan.class);

  /** How far back what the index does not have yet is looked for, in bytes: since it was written. */
  static final long CATCH_UP = 4 << 20;

  /** How far back an index is made of, where there is none, in bytes. */
  static final long REBUILD = 64 << 20;

  private final long most;
  private final long after;
  private final List<AuditMark> found = new ArrayList<>();
  private long read;
  private boolean begun;

  private AuditScan(long after, long most) {
    this.after = after;
    this.most = most;
  }

  /**
   * The marks of entries after this one, newest first.
   *
   * @param most bytes to read
   * @param end told the number of the last entry that there is, 0 if there is none
   */
  static List<AuditMark> beyond(AuditFiles files, long after, long most, LongConsumer end)
      throws IOException {
    AuditScan scan = new AuditScan(after, most);
    // Newest archive and file in use are the same file for the moment of a rotation: the file in use
    // is opened first, so that nothing is passed over.
    boolean more = scan.file(files.current(), end);
    for (Path archive : files.archives().reversed()) {
      if (!more) {
        break;
      }
      more = scan.file(archive, end);
    }
    if (!scan.begun) {
      end.accept(0);
    }
    return scan.found;
  }

  /** Whether what is looked for may lie further back. */
  private boolean file(Path file, LongConsumer end) throws IOException {
    try (ReverseLines lines = new ReverseLines(file)) {
      long length = lines.remaining();
      for (byte[] line = lines.previous(); line != null; line = lines.previous()) {
        Optional<AuditMark.Beginning> entry = AuditMark.beginning(line);
        if (entry.isPresent()) {
          long sequence = entry.get().sequence();
          if (!begun) {
            begun = true;
            end.accept(sequence);
          }
          if (sequence <= after || found.size() >= AuditIndex.MOST) {
            return false;
          }
          long offset = lines.remaining();
          entry.get().kind().ifPresent(kind -> found.add(new AuditMark(sequence, offset, kind)));
        }
        if (read + length - lines.remaining() > most) {
          LOG.warn(
              "cannot tell the transitions from before the last {} MiB of the audit log, ignoring",
              most >> 20);
          return false;
        }
      }
      read += length;
    } catch (FileNotFoundException e) {
      LOG.debug("{} is not there", file);
    }
    return true;
  }
}
