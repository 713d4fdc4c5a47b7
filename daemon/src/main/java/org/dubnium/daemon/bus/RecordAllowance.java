package org.dubnium.daemon.bus;

import java.time.Duration;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.port.AuditLog;

/**
 * Keeps what one user causes to be put on record within limits: to be asked before anything is done for
 * them that will be. Root's requests always pass.
 */
final class RecordAllowance {

  private final AuditLog audit;

  RecordAllowance(AuditLog audit) {
    this.audit = audit;
  }

  /**
   * Returns if something may be done for that user that goes on record.
   *
   * @throws BusException {@code LimitsExceeded}, which says when to try again
   */
  void require(Caller caller) throws BusException {
    require(caller.uid());
  }

  /** Likewise, of a user by their uid. */
  void require(long uid) throws BusException {
    var refusal = audit.refusal(uid);
    if (refusal.isPresent()) {
      throw StandardError.LIMITS_EXCEEDED.because(
          refusal.get().why() + "; try again in " + words(refusal.get().retryAfter()));
    }
  }

  /** The time in words, rounded up so that whoever waits as long is not refused again. */
  private static String words(Duration time) {
    long seconds = time.plusSeconds(1).minusNanos(1).toSeconds();
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = (seconds + 59) / 60;
    return minutes < 120 ? minutes + " min" : (minutes + 59) / 60 + " h";
  }
}
