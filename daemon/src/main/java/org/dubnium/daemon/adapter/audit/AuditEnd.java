package org.dubnium.daemon.adapter.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.dubnium.daemon.json.JsonFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last entry of an archive; where it cannot be understood, what the file's name and its time of
 * change say.
 */
record AuditEnd(ChainHead head, Instant at) {

  private static final Logger LOG = LoggerFactory.getLogger(AuditEnd.class);

  static AuditEnd of(Path archive) throws IOException {
    try (ReverseLines lines = new ReverseLines(archive)) {
      byte[] last = lines.previous();
      if (last != null) {
        AuditLine line = AuditLine.parse(last);
        return new AuditEnd(line.head(), line.members().value("timestamp", Instant::parse));
      }
    } catch (JsonFormatException e) {
      LOG.warn("cannot understand the last entry of {}, ignoring: {}", archive, e.getMessage());
    }
    return new AuditEnd(
        new ChainHead(AuditFiles.lastSequence(archive), ChainHead.NONE.hash()),
        Files.getLastModifiedTime(archive).toInstant());
  }
}
