package org.dubnium.daemon.adapter.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.OpenRequest;
import org.dubnium.daemon.domain.transition.TransitionId;
import org.dubnium.daemon.json.JsonFormatException;
import org.dubnium.daemon.json.JsonObject;
import org.dubnium.daemon.json.RequestJson;
import org.dubnium.daemon.json.TransitionJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the history back from the audit log, from its end. */
final class AuditHistory {

  private static final Logger LOG = LoggerFactory.getLogger(AuditHistory.class);

  private static final String MARK = "\"event\":\"" + AuditEvent.FINISHED.text() + "\"";

  /** Whichever of these comes last tells whether a request is open. */
  private static final Set<String> TELLING =
      Set.of(
          AuditEvent.REQUESTED.text(), AuditEvent.STEP.text(), AuditEvent.FINISHED.text());

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

  static Optional<OpenRequest> openRequest(AuditFiles files) throws IOException {
    List<Path> newestFirst = new ArrayList<>(files.archives());
    newestFirst.add(files.current());
    for (Path file : newestFirst.reversed()) {
      Optional<JsonObject> last = lastOfTransition(file);
      if (last.isPresent()) {
        return last.flatMap(AuditHistory::request);
      }
    }
    return Optional.empty();
  }

  /** The last entry that is a request, a step or an end. */
  private static Optional<JsonObject> lastOfTransition(Path file) throws IOException {
    try (ReverseLines lines = new ReverseLines(file)) {
      for (byte[] text = lines.previous(); text != null; text = lines.previous()) {
        try {
          JsonObject line = AuditLine.parse(text).members();
          if (TELLING.contains(line.string("event"))) {
            return Optional.of(line);
          }
        } catch (JsonFormatException e) {
          LOG.debug("ignoring what is no entry: {}", e.getMessage());
        }
      }
    } catch (FileNotFoundException e) {
      LOG.debug("{} is not there", file);
    }
    return Optional.empty();
  }

  private static Optional<OpenRequest> request(JsonObject line) {
    try {
      return line.string("event").equals(AuditEvent.REQUESTED.text())
          ? Optional.of(
              new OpenRequest(
                  line.value("transition", TransitionId::parse),
                  RequestJson.read(line.object("details").object(AuditEntry.REQUEST)),
                  line.value("timestamp", Instant::parse)))
          : Optional.empty();
    } catch (JsonFormatException e) {
      LOG.debug("ignoring a request that cannot be understood: {}", e.getMessage());
      return Optional.empty();
    }
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
