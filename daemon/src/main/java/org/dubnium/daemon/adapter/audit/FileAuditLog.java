package org.dubnium.daemon.adapter.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.dubnium.common.io.AtomicFile;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.audit.AuditReport;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.OpenRequest;
import org.dubnium.daemon.log.AuditLogHead;
import org.dubnium.daemon.port.AuditLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log as {@code events.jsonl}: one JSON object a line, each tied to the one before by its
 * hash ({@link AuditLine}), with {@code events.head} remembering the last. A file that is full
 * becomes {@code events-<last sequence>.jsonl}, and the first line of the next names it. How many
 * files there may be, and what goes when there are more, {@link AuditBudget} says; what one user may
 * add, {@link AuditMeter}. The journal is told the head from time to time ({@link AuditLogHead}).
 *
 * <p>The log is opened by the first entry and opened again when somebody has replaced the file, so
 * that a disk which is read-only for a while does not keep the daemon from starting.
 */
public final class FileAuditLog implements AuditLog, Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(FileAuditLog.class);

  /** The journal is told the head with every so-many-th entry, besides those that matter most. */
  static final int ANCHOR_EVERY = 64;

  /** Often enough for whoever removes the oldest file at the same time. */
  private static final int ATTEMPTS = 3;

  private final AuditFiles files;
  private final HeadFile headFile;
  private final AuditBudget budget;
  private final AuditMeter meter = new AuditMeter();
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock();
  private final OwedEntries owed = new OwedEntries();

  private @Nullable AuditAppender appender;
  private @Nullable AuditIndex index;

  /**
   * A log in this directory.
   *
   * @param fileBytes length from which a file is put aside
   * @param files how many there may be, the one in use included
   */
  public FileAuditLog(Path directory, long fileBytes, int files, InstantSource clock) {
    this.files = new AuditFiles(directory);
    this.headFile = new HeadFile(this.files.head());
    this.budget = new AuditBudget(fileBytes, files);
    this.clock = clock;
  }

  @Override
  public void append(AuditEntry entry) throws IOException {
    turn.lock();
    try {
      AuditAppender open = open();
      for (AuditEntry first = owed.peek(); first != null; first = owed.peek()) {
        write(open, first);
        owed.remove();
      }
      write(open, entry);
    } catch (IOException e) {
      throw new IOException("cannot write the audit log " + files.current() + ": " + e.getMessage(), e);
    } finally {
      turn.unlock();
    }
  }

  /** Writes one entry, in a new file if need be, and counts it. */
  private void write(AuditAppender open, AuditEntry entry) throws IOException {
    byte[] line = open.line(entry);
    boolean rotated = open.isFull(line.length, budget.fileBytes());
    if (rotated) {
      rotate(open);
      makeRoom(open);
      line = open.line(entry);
    }
    Optional<AuditIndex> known = indexToAddTo();
    long offset = open.length();
    open.append(line);
    long sequence = open.head().sequence();
    AuditMark.Kind.of(entry.event())
        .ifPresent(
            kind -> known.ifPresent(marks -> marks.add(new AuditMark(sequence, offset, kind))));
    if (entry.caller().isPresent()) {
      meter.count(entry.caller().get().uid(), line.length, clock.instant());
    }
    if (rotated || isAnchored(entry.event()) || sequence % ANCHOR_EVERY == 0) {
      AuditLogHead.tell(sequence, open.head().hash());
    }
  }

  private static boolean isAnchored(AuditEvent event) {
    return switch (event) {
      case FINISHED, CONFIG, BOOT, AUDIT -> true;
      case REQUESTED, JUDGED, PLANNED, STEP, RECONCILED, HELD, RELEASED, DELEGATED, MODEL -> false;
    };
  }

  @Override
  public void owe(AuditEntry entry) {
    turn.lock();
    try {
      owed.add(entry);
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
      if (owed.addOnce(note)) {
        LOG.warn("audit log {}: {}", files.current(), note.reason().orElse(""));
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

  /** A file that cannot be removed costs disk; it does not keep anything from being recorded. */
  private void makeRoom(AuditAppender open) {
    try {
      removeOldest(open);
    } catch (IOException stuck) {
      LOG.error("cannot remove the oldest file of the audit log, ignoring", stuck);
    }
  }

  /** Removes the oldest files, as far as the budget wants it, each with a word in the log before. */
  private void removeOldest(AuditAppender open) throws IOException {
    List<Path> archives = files.archives();
    while (!archives.isEmpty()) {
      Path oldest = archives.getFirst();
      AuditEnd end = AuditEnd.of(oldest);
      if (!budget.mustRemove(archives.size() + 1, end.at(), clock.instant())) {
        return;
      }
      LOG.info("removing {}, the oldest file of the audit log, to make room", oldest);
      open.append(open.line(AuditNote.removed(oldest.getFileName().toString(), end.head())));
      AtomicFile.delete(oldest);
      indexToAddTo().ifPresent(marks -> marks.forgetUpTo(end.head().sequence()));
      archives = files.archives();
    }
  }

  @Override
  public Optional<Refusal> refusal(long uid) {
    if (uid == 0) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    var untilPaid = meter.untilPaid(uid, now);
    if (untilPaid.isPositive()) {
      return Optional.of(
          new Refusal("cannot put more on record for you now: it is too much at once", untilPaid));
    }
    try {
      List<Path> archives = files.archives();
      if (archives.isEmpty() || !budget.isUsersShareUsed(archives.size() + 1)) {
        return Optional.empty();
      }
      var untilRoom =
          budget.untilRoom(archives.size() + 1, AuditEnd.of(archives.getFirst()).at(), now);
      return untilRoom.isPositive()
          ? Optional.of(
              new Refusal(
                  "cannot put more on record for users: their share of the audit log is full; an"
                      + " administrator may raise audit.files or move the oldest file elsewhere",
                  untilRoom))
          : Optional.empty();
    } catch (IOException unreadable) {
      LOG.debug("cannot look how full the audit log is; whoever writes it will tell", unreadable);
      return Optional.empty();
    }
  }

  @Override
  public AuditReport verify() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try (ChainSnapshot snapshot = snapshot()) {
        return new ChainVerifier(snapshot).verify();
      } catch (NoSuchFileException removed) {
        if (attempt == ATTEMPTS) {
          throw removed;
        }
      }
    }
  }

  private ChainSnapshot snapshot() throws IOException {
    turn.lock();
    try {
      return ChainSnapshot.take(files, headFile);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public List<FinishedTransition> transitions(int limit) throws IOException {
    return new AuditHistory(files, marks()).finished(limit);
  }

  @Override
  public Optional<OpenRequest> openRequest() throws IOException {
    return new AuditHistory(files, marks()).openRequest();
  }

  private List<AuditMark> marks() throws IOException {
    turn.lock();
    try {
      return index().marks();
    } finally {
      turn.unlock();
    }
  }

  /** Without it, entries are recorded all the same. */
  private Optional<AuditIndex> indexToAddTo() {
    try {
      return Optional.of(index());
    } catch (IOException unreadable) {
      LOG.warn("cannot tell where past transitions are, ignoring: {}", unreadable.getMessage());
      return Optional.empty();
    }
  }

  /** With the turn taken. */
  private AuditIndex index() throws IOException {
    AuditIndex known = index;
    if (known == null) {
      known = AuditIndex.load(files);
      index = known;
    }
    return known;
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
