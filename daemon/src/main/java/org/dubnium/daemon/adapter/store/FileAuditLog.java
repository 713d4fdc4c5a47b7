package org.dubnium.daemon.adapter.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditReport;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.OpenRequest;
import org.dubnium.daemon.port.AuditLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log as {@code events.jsonl}: one JSON object a line, each tied to the one before by its
 * hash ({@link AuditLine}), with {@code events.head} remembering the last. A file that is full
 * becomes {@code events-<last sequence>.jsonl}, and the first line of the next names it. Archives
 * are never removed: that is for an administrator, oldest first.
 *
 * <p>The log is opened by the first entry and opened again when somebody has replaced the file, so
 * that a disk which is read-only for a while does not keep the daemon from starting.
 */
public final class FileAuditLog implements AuditLog, Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(FileAuditLog.class);

  private final AuditFiles files;
  private final HeadFile headFile;
  private final long rotateBytes;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock();

  /** What is to be put on record before anything else; kept while that fails. */
  private final Deque<AuditEntry> notes = new ArrayDeque<>();

  private @Nullable AuditAppender appender;

  /**
   * A log in this directory.
   *
   * @param rotateBytes length from which a file is put aside
   */
  public FileAuditLog(Path directory, long rotateBytes, InstantSource clock) {
    this.files = new AuditFiles(directory);
    this.headFile = new HeadFile(files.head());
    this.rotateBytes = rotateBytes;
    this.clock = clock;
  }

  @Override
  public void append(AuditEntry entry) throws IOException {
    turn.lock();
    try {
      AuditAppender open = open();
      for (AuditEntry note = notes.peek(); note != null; note = notes.peek()) {
        open.append(note);
        notes.remove();
      }
      if (open.isFull(entry, rotateBytes)) {
        rotate(open);
      }
      open.append(entry);
    } catch (IOException e) {
      throw new IOException("cannot write the audit log " + files.current() + ": " + e.getMessage(), e);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void owe(AuditEntry entry) {
    turn.lock();
    try {
      notes.add(entry);
    } finally {
      turn.unlock();
    }
  }

  private AuditAppender open() throws IOException {
    AuditAppender open = appender;
    if (open != null && open.isUntouched()) {
      return open;
    }
    close();
    AuditTail tail = AuditTail.find(files, headFile, clock.instant());
    for (AuditEntry note : tail.notes()) {
      if (!notes.contains(note)) {
        LOG.warn("audit log {}: {}", files.current(), note.reason().orElse(""));
        notes.add(note);
      }
    }
    open = new AuditAppender(files, headFile, tail, clock);
    appender = open;
    return open;
  }

  /** A rotation that breaks off is finished when the log is opened again. */
  private void rotate(AuditAppender open) throws IOException {
    try {
      open.rotate();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public AuditReport verify() throws IOException {
    ChainSnapshot snapshot;
    turn.lock();
    try {
      snapshot = ChainSnapshot.take(files, headFile);
    } finally {
      turn.unlock();
    }
    try (snapshot) {
      return new ChainVerifier(snapshot).verify();
    }
  }

  @Override
  public List<FinishedTransition> transitions(int limit) throws IOException {
    return AuditHistory.finished(files, limit);
  }

  @Override
  public Optional<OpenRequest> openRequest() throws IOException {
    return AuditHistory.openRequest(files);
  }

  /** Closes the file; a later entry opens it again. */
  @Override
  public void close() throws IOException {
    turn.lock();
    try {
      AuditAppender open = appender;
      appender = null;
      if (open != null) {
        open.close();
      }
    } finally {
      turn.unlock();
    }
  }
}
