package org.dubnium.daemon.adapter.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.json.JsonFormatException;
import org.dubnium.daemon.json.TransitionJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the history back from the audit log, from its end. */
final class AuditHistory {

  private static final Logger LOG = LoggerFactory.getLogger(AuditHistory.class);

  private static final String MARK = "\"event\":\"" + AuditEvent.FINISHED.text() + "\"";

  private AuditHistory() {}

  static List<FinishedTransition> finished(AuditFiles files, int limit) throws IOException {
    Set<FinishedTransition> found = new LinkedHashSet<>();
    // Newest archive and file in use are the same file for the moment of a rotation: the file in
    // use is opened first, so that nothing is passed over.
    collect(files.current(), limit, found);
    for (Path archive : files.archives().reversed()) {
      collect(archive, limit, found);
    }
    return List.copyOf(found);
  }

  private static void collect(Path file, int limit, Set<FinishedTransition> found)
      throws IOException {
    if (found.size() >= limit) {
      return;
    }
    try (ReverseLines lines = new ReverseLines(file)) {
      byte[] text = lines.previous();
      while (text != null && found.size() < limit) {
        if (new String(text, StandardCharsets.ISO_8859_1).contains(MARK)) {
          read(text).ifPresent(found::add);
        }
        text = lines.previous();
      }
    } catch (FileNotFoundException e) {
      LOG.debug("{} is not there", file);
    }
  }

  private static Optional<FinishedTransition> read(byte[] text) {
    try {
      AuditLine line = AuditLine.parse(text);
      return Optional.of(
          TransitionJson.read(
              line.members().object("details").object(AuditEntry.TRANSITION)));
    } catch (JsonFormatException e) {
      LOG.debug("ignoring an entry that is no finished transition: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
