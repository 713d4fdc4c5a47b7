package org.dubnium.daemon.adapter.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.jspecify.annotations.Nullable;

/**
 * What is to be put on record before anything else, kept while that fails: a bounded number. Of more
 * than that the log will say how many were lost. Not for several threads.
 */
final class OwedEntries {

  /** Nothing is begun that cannot be put on record, so few ends are ever owed. */
  static final int MOST = 64;

  private final Deque<AuditEntry> entries = new ArrayDeque<>();
  private long lost;

  void add(AuditEntry entry) {
    if (entries.size() < MOST) {
      entries.add(entry);
    } else {
      lost++;
    }
  }

  /** Whether it was not there yet. */
  boolean addOnce(AuditEntry entry) {
    if (entries.contains(entry)) {
      return false;
    }
    add(entry);
    return true;
  }

  /** The next one; null if there is none. */
  @Nullable AuditEntry peek() {
    AuditEntry next = entries.peek();
    return next == null && lost > 0 ? AuditNote.owedEntriesLost(lost) : next;
  }

  /** The next one is on record. */
  void remove() {
    if (entries.poll() == null) {
      lost = 0;
    }
  }
}
