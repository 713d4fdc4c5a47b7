package org.dubnium.daemon.adapter.audit;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dubnium.common.io.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where in the audit log the last transitions are, so that to read them costs the same however long it
 * is: {@code events.index}, one line of constant length for each request, for the first step after
 * it, and for each end. It can be made anew from the log, and what it says is checked there; so it is
 * not synced, and a failure to write it stops nothing. Not for several threads.
 */
final class AuditIndex {

  private static final Logger LOG = LoggerFactory.getLogger(AuditIndex.class);

  /** So many of the last marks are kept: those of the 1,000 transitions that anybody may ask for. */
  static final int MOST = 4096;

  private final Path file;
  private final List<AuditMark> marks = new ArrayList<>();
  private boolean isWhole;

  private AuditIndex(Path file) {
    this.file = file;
  }

  /** Reads the index and adds what the log has beyond it, looking back no further than so far. */
  static AuditIndex load(AuditFiles files) throws IOException {
    AuditIndex index = new AuditIndex(files.index());
    boolean found = index.read();
    List<AuditMark> beyond =
        AuditScan.beyond(
            files,
            index.lastSequence(),
            found ? AuditScan.CATCH_UP : AuditScan.REBUILD,
            index::forgetAfter);
    for (AuditMark mark : beyond.reversed()) {
      index.keep(mark);
    }
    index.isWhole = found && beyond.isEmpty();
    return index;
  }

  /** Whether all lines were understood. */
  private boolean read() {
    String text;
    try {
      if (Files.notExists(file) || Files.size(file) > 4L * MOST * AuditMark.LENGTH) {
        return false;
      }
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      LOG.warn("cannot read {}, making it anew: {}", file, unreadable.getMessage());
      return false;
    }
    for (int at = 0; at < text.length(); at += AuditMark.LENGTH) {
      Optional<AuditMark> mark =
          AuditMark.parse(text.substring(at, Math.min(at + AuditMark.LENGTH, text.length())));
      if (mark.isEmpty() || mark.get().sequence() <= lastSequence()) {
        marks.clear();
        return false;
      }
      marks.add(mark.get());
    }
    return true;
  }

  /** The log does not go as far as the index did. */
  private void forgetAfter(long sequence) {
    marks.removeIf(mark -> mark.sequence() > sequence);
  }

  /** Entries up to this one are not there any more. */
  void forgetUpTo(long sequence) {
    isWhole &= !marks.removeIf(mark -> mark.sequence() <= sequence);
  }

  private long lastSequence() {
    return marks.isEmpty() ? 0 : marks.getLast().sequence();
  }

  /** The marks, oldest first. */
  List<AuditMark> marks() {
    return List.copyOf(marks);
  }

  /** Takes in an entry that has been appended. */
  void add(AuditMark mark) {
    if (!keep(mark)) {
      return;
    }
    try {
      if (isWhole) {
        append(mark);
      } else {
        rewrite();
      }
    } catch (IOException unwritable) {
      isWhole = false;
      LOG.warn("cannot write {}, ignoring: {}", file, unwritable.getMessage());
    }
  }

  /** Whether it is one of those that tell something new. */
  private boolean keep(AuditMark mark) {
    if (mark.sequence() <= lastSequence()) {
      marks.clear();
      isWhole = false;
    }
    boolean tells =
        mark.kind() != AuditMark.Kind.STEP
            || marks.isEmpty()
            || marks.getLast().kind() == AuditMark.Kind.REQUESTED;
    if (tells) {
      marks.add(mark);
    }
    if (marks.size() > 2 * MOST) {
      marks.subList(0, marks.size() - MOST).clear();
      isWhole = false;
    }
    return tells;
  }

  private void append(AuditMark mark) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(mark.text().getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void rewrite() throws IOException {
    StringBuilder text = new StringBuilder(marks.size() * AuditMark.LENGTH);
    marks.forEach(mark -> text.append(mark.text()));
    AtomicFile.write(file, text.toString().getBytes(StandardCharsets.US_ASCII));
    isWhole = true;
  }
}
