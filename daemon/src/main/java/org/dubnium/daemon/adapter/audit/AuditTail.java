package org.dubnium.daemon.adapter.audit;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dubnium.common.io.AtomicFile;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.json.JsonFormatException;

/**
 * Where the chain goes on, told from the end of the log and from the remembered head. Reads no more
 * than the end, however long the log is.
 *
 * <p>What was remembered wins over what is found: if entries are missing or were changed, the next
 * entry follows the one that was written last, so that the hole stays visible for ever. One hole is
 * closed: if nothing but the last entry is missing and its line is there, torn, then that line is
 * kept aside, and the next entry takes its place and says so.
 *
 * @param head the entry to follow
 * @param length of {@code events.jsonl} in bytes, all complete lines
 * @param notes what has to be put on record first
 */
record AuditTail(ChainHead head, long length, List<AuditEntry> notes) {

  /** How far back a line is looked for that can be understood, in bytes. */
  private static final long SEARCH = 2L * AuditLine.MAX_BYTES;

  /**
   * The last lines of a file.
   *
   * @param line the last one that can be understood
   * @param broken how many follow it that cannot
   */
  private record LastLines(Optional<AuditLine> line, int broken) {}

  /** Finds the end of the log, and sets a line aside that broke off. */
  static AuditTail find(AuditFiles files, HeadFile headFile, Instant now) throws IOException {
    List<AuditEntry> notes = new ArrayList<>();
    long length = setAsideTornLine(files, now, notes);
    boolean torn = !notes.isEmpty();
    List<Path> archives = files.archives();
    LastLines last = lastLines(files.current());
    if (length == 0 && !archives.isEmpty()) {
      last = lastLines(archives.getLast());
      last.line()
          .ifPresent(
              line -> notes.add(
                  0, AuditNote.rotated(archives.getLast().getFileName().toString(), line.head())));
    }
    ChainHead head = decide(headFile, last, torn, notes);
    return new AuditTail(head, length, notes);
  }

  private static ChainHead decide(
      HeadFile headFile, LastLines last, boolean torn, List<AuditEntry> notes)
      throws IOException {
    if (last.broken() > 0) {
      notes.add(AuditNote.linesBroken(last.broken()));
    }
    ChainHead found = last.line().map(AuditLine::head).orElse(ChainHead.NONE);
    Optional<ChainHead> remembered = headFile.read();
    if (remembered.isEmpty() && last.line().isEmpty()) {
      headFile.write(ChainHead.NONE);
      return ChainHead.NONE;
    }
    if (remembered.isEmpty()) {
      notes.add(AuditNote.headMissing(found));
      return found;
    }
    ChainHead known = remembered.get();
    // The daemon may have died between an entry and the note of its being the last.
    boolean oneAhead = last.line().filter(line -> line.follows(known)).isPresent();
    boolean lastOneTorn =
        torn && last.broken() == 0 && found.sequence() == known.sequence() - 1;
    if (found.equals(known) || oneAhead || lastOneTorn) {
      return found;
    }
    notes.add(AuditNote.entriesMissing(known, found));
    return found.sequence() > known.sequence() ? found : known;
  }

  private static LastLines lastLines(Path file) throws IOException {
    int broken = 0;
    if (!Files.notExists(file)) {
      try (ReverseLines lines = new ReverseLines(file)) {
        long end = lines.remaining();
        byte[] text = lines.previous();
        while (text != null && end - lines.remaining() < SEARCH) {
          try {
            return new LastLines(Optional.of(AuditLine.parse(text)), broken);
          } catch (JsonFormatException e) {
            broken++;
          }
          text = lines.previous();
        }
      }
    }
    return new LastLines(Optional.empty(), broken);
  }

  /** Gives the length that the file has then. */
  private static long setAsideTornLine(AuditFiles files, Instant now, List<AuditEntry> notes)
      throws IOException {
    if (Files.notExists(files.current())) {
      return 0;
    }
    try (RandomAccessFile file = new RandomAccessFile(files.current().toFile(), "rw")) {
      long complete = ReverseLines.completeLength(file);
      long torn = file.length() - complete;
      if (torn > 0) {
        Path aside = files.torn(now);
        file.seek(complete);
        copyRest(file, aside);
        file.setLength(complete);
        file.getFD().sync();
        notes.add(AuditNote.tornLine(aside.getFileName().toString(), torn));
      }
      return complete;
    }
  }

  private static void copyRest(RandomAccessFile file, Path to) throws IOException {
    byte[] chunk = new byte[16 * 1024];
    try (FileOutputStream out = new FileOutputStream(to.toFile())) {
      AtomicFile.makeReadable(to);
      for (int read = file.read(chunk); read >= 0; read = file.read(chunk)) {
        out.write(chunk, 0, read);
      }
      out.getFD().sync();
    }
    AtomicFile.syncDirectory(to);
  }
}
