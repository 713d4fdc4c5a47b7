package org.dubnium.daemon.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Anchors the audit log in the journal. Who cuts entries off the log, and mends the file that remembers
 * its head, leaves the journal to tell that there were more.
 */
public final class AuditLogHead {

  private static final Logger LOG = LoggerFactory.getLogger(AuditLogHead.class);

  private AuditLogHead() {}

  /** The log ends with this entry now. */
  public static void tell(long sequence, String hash) {
    LOG.atInfo()
        .addKeyValue(LogField.MESSAGE_ID, LogEvent.AUDIT_HEAD.messageId())
        .addKeyValue(LogField.AUDIT_SEQUENCE, sequence)
        .addKeyValue(LogField.AUDIT_HASH, hash)
        .log("the audit log has {} entries, the last with the hash {}", sequence, hash);
  }
}
