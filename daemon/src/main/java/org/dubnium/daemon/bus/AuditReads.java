package org.dubnium.daemon.bus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.dubnium.bus.BusException;
import org.dubnium.daemon.domain.audit.AuditReport;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.port.AuditLog;
import org.dubnium.dbus.contract.AuditInfo;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.contract.TransitionInfo;
import org.jspecify.annotations.Nullable;

/**
 * What clients may read of the audit log: each thing read for one at a time, and for all who ask
 * meanwhile. A verification reads the whole log; users who ask for one after the other get one that was
 * made before, so that a tenth of one CPU is all that they can take. Root's is always made anew.
 */
final class AuditReads {

  /** Most transitions of an answer: a log of years fits neither a message nor the heap. */
  static final int MOST_TRANSITIONS = 1000;

  /** Up to so many transitions are read for each caller; callers who want more share a reading. */
  private static final int FEW = 32;

  /** Longest answer, in bytes: three quarters of what is sent at all. */
  private static final int MOST_BYTES = 768 << 10;

  /** What a transition takes beside its texts, in bytes: its keys, times and types. */
  private static final int OVERHEAD = 512;

  /** How long users other than root get an old verification, as a multiple of what it took. */
  private static final int RESTS = 9;

  private record Verified(AuditInfo report, Instant at, Duration took) {}

  private final AuditLog audit;
  private final InstantSource clock;
  private final SingleFlight<List<TransitionInfo>> all =
      new SingleFlight<>(() -> read(MOST_TRANSITIONS));
  private final SingleFlight<AuditInfo> verification = new SingleFlight<>(this::verifyNow);
  private volatile @Nullable Verified last;

  AuditReads(AuditLog audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /** The last transitions, newest first; as many as are wanted and fit an answer. */
  List<TransitionInfo> transitions(long limit) throws BusException, InterruptedException {
    if (limit > 0 && limit <= FEW) {
      return read((int) limit);
    }
    List<TransitionInfo> found = all.get();
    return limit == 0 || limit >= found.size() ? found : found.subList(0, (int) limit);
  }

  private List<TransitionInfo> read(int most) throws BusException {
    List<TransitionInfo> found = new ArrayList<>();
    long bytes = 0;
    try {
      for (FinishedTransition past : audit.transitions(most)) {
        bytes += OVERHEAD + past.reason().message().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
          break;
        }
        found.add(Wire.transition(past));
      }
    } catch (IOException unreadable) {
      throw unreadable(unreadable);
    }
    return List.copyOf(found);
  }

  /**
   * Verifies the chain.
   *
   * @param uid of whoever asks
   */
  AuditInfo verify(long uid) throws BusException, InterruptedException {
    Verified recent = last;
    return uid != 0 && recent != null && isRecent(recent) ? recent.report() : verification.get();
  }

  /** Whether it may be told again; not if the clock was set back, since its age is unknown then. */
  private boolean isRecent(Verified verified) {
    Duration age = Duration.between(verified.at(), clock.instant());
    return !age.isNegative() && age.compareTo(verified.took().multipliedBy(RESTS)) < 0;
  }

  private AuditInfo verifyNow() throws BusException {
    Instant began = clock.instant();
    AuditReport report;
    try {
      report = audit.verify();
    } catch (IOException unreadable) {
      throw unreadable(unreadable);
    }
    AuditInfo info =
        new AuditInfo(
            report.ok(),
            report.entries(),
            report.firstBrokenLine(),
            report.file(),
            report.message(),
            report.first(),
            report.last(),
            report.hash());
    Instant ended = clock.instant();
    last = new Verified(info, ended, Duration.between(began, ended));
    return info;
  }

  private static BusException unreadable(IOException unreadable) {
    return ModeError.AUDIT_UNAVAILABLE.because(
        "cannot read the audit log: " + unreadable.getMessage());
  }
}
