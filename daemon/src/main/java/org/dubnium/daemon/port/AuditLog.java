package org.dubnium.daemon.port;

import java.io.IOException;
import java.time.Duration;
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

  /**
   * Why nothing more that a user causes may be put on record now; empty if it may. To be asked before
   * anything is done that will be recorded: what has begun is recorded in any case.
   *
   * @param uid whose it would be; root is never refused
   */
  Optional<Refusal> refusal(long uid);

  /**
   * A limit that has been reached.
   *
   * @param why begins with "cannot"
   * @param retryAfter when it may be tried again, if nothing more is recorded until then
   */
  record Refusal(String why, Duration retryAfter) {}

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
