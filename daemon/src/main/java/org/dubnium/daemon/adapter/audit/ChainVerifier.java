package org.dubnium.daemon.adapter.audit;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.audit.AuditReport;
import org.dubnium.daemon.json.JsonFormatException;
import org.dubnium.daemon.json.JsonObject;

/** Computes the chain of hashes anew, from the oldest archive to the last entry. */
final class ChainVerifier {

  /** Notes of what is no damage. */
  private static final Set<String> ROUTINE = Set.of(AuditNote.ROTATED, AuditNote.REMOVED);

  /** Ends the verification. */
  private static final class Broken extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient AuditReport report;

    Broken(AuditReport report) {
      super(report.message());
      this.report = report;
    }
  }

  private final ChainSnapshot snapshot;
  private ChainHead head = ChainHead.NONE;
  private Path file;
  private long line;
  private long entries;
  private long notes;
  private long first;

  /** The file before the oldest that is here; empty if that is where the log begins. */
  private String missing = "";

  /** The entry that says that it was removed; 0 if there is none. */
  private long removedBy;

  ChainVerifier(ChainSnapshot snapshot) {
    this.snapshot = snapshot;
    this.file = snapshot.files().current();
  }

  AuditReport verify() throws IOException {
    try {
      String previous = "";
      for (Path archive : snapshot.archives()) {
        // Of the two, this one says if the file is not there any more.
        long length = Files.size(archive);
        try (FileInputStream in = new FileInputStream(archive.toFile())) {
          verify(archive, in, length, previous);
        }
        previous = archive.getFileName().toString();
      }
      if (snapshot.current() != null) {
        verify(snapshot.files().current(), snapshot.current(), snapshot.length(), previous);
      }
      verifyEnd();
    } catch (Broken broken) {
      return broken.report;
    }
    String damage = notes == 0 ? "" : "; notes of damage that was found: " + notes;
    return report(true, 0, "the chain holds" + beginning() + damage);
  }

  private String beginning() {
    if (missing.isEmpty()) {
      return "";
    }
    return " from entry "
        + first
        + "; "
        + missing
        + (removedBy == 0
            ? " is not here, and no entry says why"
            : " was removed to make room, as entry " + removedBy + " says");
  }

  private AuditReport report(boolean ok, long brokenLine, String message) {
    return new AuditReport(
        ok, entries, brokenLine, file.toString(), message, first, head.sequence(), head.hash());
  }

  private void verify(Path path, FileInputStream in, long length, String previousFile)
      throws IOException, Broken {
    file = path;
    line = 0;
    try (ForwardLines lines = new ForwardLines(in, length)) {
      for (byte[] text = lines.read(); text != null; text = lines.read()) {
        line++;
        if (!lines.isComplete()) {
          throw broken("the line breaks off");
        }
        verify(text, previousFile);
      }
    }
  }

  private void verify(byte[] text, String previousFile) throws Broken {
    AuditLine entry;
    Optional<String> note;
    Optional<String> namedFile;
    Optional<String> removed;
    try {
      entry = AuditLine.parse(text);
      note = note(entry, AuditNote.NOTE);
      namedFile = note(entry, AuditNote.PREVIOUS_FILE);
      removed =
          note.filter(AuditNote.REMOVED::equals).isPresent()
              ? note(entry, AuditNote.FILE)
              : Optional.empty();
    } catch (JsonFormatException e) {
      throw broken(e.getMessage());
    }
    if (line == 1) {
      begin(entry, previousFile, namedFile.orElse(""));
    }
    if (entries == 0) {
      first = entry.head().sequence();
    }
    if (!entry.follows(head)) {
      throw broken(
          "entry " + entry.head().sequence() + " does not follow entry " + head.sequence());
    }
    head = entry.head();
    entries++;
    if (removed.filter(missing::equals).isPresent()) {
      removedBy = head.sequence();
    }
    if (note.filter(kind -> !ROUTINE.contains(kind)).isPresent()) {
      notes++;
    }
  }

  /** The first line of a file names the one before; the oldest that is left may begin anywhere. */
  private void begin(AuditLine entry, String previousFile, String namedFile) throws Broken {
    boolean oldest = previousFile.isEmpty() && entries == 0;
    if (oldest && !namedFile.isEmpty()) {
      head = new ChainHead(entry.head().sequence() - 1, entry.previousHash());
      missing = namedFile;
    } else if (!previousFile.equals(namedFile)) {
      throw broken(
          "it should go on from " + (previousFile.isEmpty() ? "nothing" : previousFile)
              + (namedFile.isEmpty() ? "" : ", and goes on from " + namedFile));
    }
  }

  private void verifyEnd() throws Broken {
    if (snapshot.head().isEmpty()) {
      if (entries > 0) {
        line++;
        throw broken("events.head is missing or broken: entries may have been cut off here");
      }
      return;
    }
    ChainHead remembered = snapshot.head().get();
    if (!remembered.equals(head)) {
      line++;
      throw broken(
          "the log ends with entry " + head.sequence() + ", but the last that was written is "
              + remembered.sequence());
    }
  }

  private Broken broken(String fault) {
    return new Broken(report(false, line, fault));
  }

  private static Optional<String> note(AuditLine entry, String member)
      throws JsonFormatException {
    JsonObject members = entry.members();
    if (!members.string("event").equals(AuditEvent.AUDIT.text())) {
      return Optional.empty();
    }
    JsonObject details = members.object("details");
    return details.has(member) ? Optional.of(details.string(member)) : Optional.empty();
  }
}
