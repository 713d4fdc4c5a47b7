package org.dubnium.daemon.adapter.audit;

import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.transition.Caller;

/** What the audit log says about itself, as entries of kind {@code audit}. */
final class AuditNote {

  /** Member of the details that tells the kind of note. */
  static final String NOTE = "note";

  /** Member of the details of a {@link #ROTATED} note: name of the file before. */
  static final String PREVIOUS_FILE = "previousFile";

  /** First entry of a file: which one it follows, and that one's last entry. */
  static final String ROTATED = "rotated";

  /** The oldest file has gone, to make room: which one, and its last entry. */
  static final String REMOVED = "removed";

  /** Member of the details of a {@link #REMOVED} note: name of the file. */
  static final String FILE = "file";

  private AuditNote() {}

  /** Written before the file goes. */
  static AuditEntry removed(String file, ChainHead last) {
    return note(
        true,
        "removed " + file + ", the oldest file, to make room; its last entry was " + last.sequence(),
        Map.of(
            NOTE, REMOVED,
            FILE, file,
            "lastSequence", last.sequence(),
            "lastHash", last.hash()));
  }

  static AuditEntry owedEntriesLost(long lost) {
    return note(
        false,
        "ends of transitions that could not be recorded in their time, and are lost: " + lost,
        Map.of(NOTE, "owed-entries-lost", "entries", lost));
  }

  static AuditEntry rotated(String previousFile, ChainHead last) {
    return note(
        true,
        "goes on from " + previousFile,
        Map.of(
            NOTE, ROTATED,
            PREVIOUS_FILE, previousFile,
            "previousSequence", last.sequence(),
            "previousHash", last.hash()));
  }

  static AuditEntry tornLine(String keptAs, long bytes) {
    return note(
        false,
        "the last line broke off after " + bytes + " bytes; it is kept as " + keptAs,
        Map.of(NOTE, "torn-line", "file", keptAs, "bytes", bytes));
  }

  static AuditEntry entriesMissing(ChainHead remembered, ChainHead found) {
    return note(
        false,
        "the log ends with entry " + found.sequence() + ", but " + remembered.sequence()
            + " was written",
        Map.of(
            NOTE, "entries-missing",
            "rememberedSequence", remembered.sequence(),
            "rememberedHash", remembered.hash(),
            "foundSequence", found.sequence(),
            "foundHash", found.hash()));
  }

  static AuditEntry linesBroken(int lines) {
    return note(
        false,
        "the last lines cannot be understood: " + lines,
        Map.of(NOTE, "lines-broken", "lines", lines));
  }

  static AuditEntry headMissing(ChainHead found) {
    return note(
        false,
        "events.head is missing or broken: entries after " + found.sequence()
            + " may have been cut off",
        Map.of(NOTE, "head-missing", "foundSequence", found.sequence()));
  }

  private static AuditEntry note(boolean success, String reason, Map<String, Object> details) {
    return new AuditEntry(
        AuditEvent.AUDIT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(success),
        Optional.of(reason),
        Optional.of(Caller.DAEMON),
        details);
  }
}
