package org.dubnium.daemon.adapter.audit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.OpenRequest;
import org.dubnium.daemon.domain.transition.TransitionId;
import org.dubnium.daemon.json.JsonFormatException;
import org.dubnium.daemon.json.JsonObject;
import org.dubnium.daemon.json.RequestJson;
import org.dubnium.daemon.json.TransitionJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the history back from the audit log: those lines that the index names, and no others. */
final class AuditHistory {

  private static final Logger LOG = LoggerFactory.getLogger(AuditHistory.class);

  private static final int CHUNK = 8 * 1024;

  private final AuditFiles files;

  /** From the oldest mark to the newest. */
  private final List<AuditMark> marks;

  private List<Path> archives;

  AuditHistory(AuditFiles files, List<AuditMark> marks) throws IOException {
    this.files = files;
    this.marks = marks;
    this.archives = files.archives();
  }

  /** The transitions that finished last, newest first. */
  List<FinishedTransition> finished(int limit) throws IOException {
    List<FinishedTransition> found = new ArrayList<>();
    for (AuditMark mark : marks.reversed()) {
      if (found.size() >= limit) {
        break;
      }
      if (mark.kind() == AuditMark.Kind.FINISHED) {
        entry(mark).flatMap(AuditHistory::transition).ifPresent(found::add);
      }
    }
    return List.copyOf(found);
  }

  /** The last request, if neither a step nor an end of it is on record. */
  Optional<OpenRequest> openRequest() throws IOException {
    return marks.isEmpty() || marks.getLast().kind() != AuditMark.Kind.REQUESTED
        ? Optional.empty()
        : entry(marks.getLast()).flatMap(AuditHistory::request);
  }

  /** The entry that a mark means; empty if it is not there any more, or has been changed. */
  private Optional<JsonObject> entry(AuditMark mark) throws IOException {
    Optional<JsonObject> entry = read(file(mark), mark);
    if (entry.isPresent()) {
      return entry;
    }
    // The file in use may have become an archive meanwhile.
    List<Path> before = archives;
    archives = files.archives();
    return archives.equals(before) ? entry : read(file(mark), mark);
  }

  private Path file(AuditMark mark) {
    for (Path archive : archives) {
      if (AuditFiles.lastSequence(archive) >= mark.sequence()) {
        return archive;
      }
    }
    return files.current();
  }

  private static Optional<JsonObject> read(Path file, AuditMark mark) throws IOException {
    try {
      AuditLine line = AuditLine.parse(line(file, mark.offset()));
      return line.head().sequence() == mark.sequence()
              && mark.kind().is(line.members().string("event"))
          ? Optional.of(line.members())
          : Optional.empty();
    } catch (FileNotFoundException | JsonFormatException e) {
      LOG.debug("ignoring entry {} of {}: {}", mark.sequence(), file, e.getMessage());
      return Optional.empty();
    }
  }

  /** The line that begins there, as far as it may be an entry, without its newline. */
  private static byte[] line(Path path, long offset) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(offset);
      byte[] held = new byte[CHUNK];
      int filled = 0;
      while (filled <= AuditLine.MAX_BYTES) {
        int read = file.read(held, filled, held.length - filled);
        if (read < 0) {
          break;
        }
        for (int i = filled; i < filled + read; i++) {
          if (held[i] == '\n') {
            return Arrays.copyOf(held, i);
          }
        }
        filled += read;
        if (filled == held.length) {
          held = Arrays.copyOf(held, 2 * held.length);
        }
      }
      return new byte[0];
    }
  }

  private static Optional<FinishedTransition> transition(JsonObject line) {
    try {
      return Optional.of(
          TransitionJson.read(line.object("details").object(AuditEntry.TRANSITION)));
    } catch (JsonFormatException e) {
      LOG.debug("ignoring an entry that is no finished transition: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<OpenRequest> request(JsonObject line) {
    try {
      return Optional.of(
          new OpenRequest(
              line.value("transition", TransitionId::parse),
              RequestJson.read(line.object("details").object(AuditEntry.REQUEST)),
              line.value("timestamp", Instant::parse)));
    } catch (JsonFormatException e) {
      LOG.debug("ignoring a request that cannot be understood: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
