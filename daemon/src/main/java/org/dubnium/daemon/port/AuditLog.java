package org.dubnium.daemon.port;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditReport;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.OpenRequest;

/** The append-only record of all that happened. */
public interface AuditLog {

  /**
   * Appends an entry; returns once it is on disk.
   *
   * @throws IOException if it could not be made durable: then nothing may be done that it announces
   */
  void append(AuditEntry entry) throws IOException;

  /**
   * Takes an entry that could not be appended, to put it on record before the next one. It is lost if
   * the process ends first.
   */
  void owe(AuditEntry entry);

  /** Re-computes the whole chain. */
  AuditReport verify() throws IOException;

  /**
   * The transitions that finished last, newest first: those recorded by {@link
   * AuditEntry#finished}. An entry that cannot be understood is passed over.
   */
  List<FinishedTransition> transitions(int limit) throws IOException;

  /** The last request, if neither a step nor an end of it is on record. */
  Optional<OpenRequest> openRequest() throws IOException;
}
