package org.dubnium.daemon.engine;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.common.time.Backoff;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Grant;
import org.dubnium.daemon.domain.transition.JournalRecord;
import org.dubnium.daemon.domain.transition.OpenRequest;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.log.TransitionLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the daemon does first: finish what a dead one left, and bring a new boot to its mode. */
public final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  /** Most retries of the observation for the boot mode while readings are missing. */
  private static final int LOOKS = 10;

  private final Engine engine;
  private final Ports ports;
  private final ModeName bootMode;
  private final String bootId;
  private final InstantSource clock;
  private final Backoff pause;

  /**
   * @param pause between two looks at a host of which readings are missing
   */
  public Recovery(
      Engine engine,
      Ports ports,
      ModeName bootMode,
      String bootId,
      InstantSource clock,
      Backoff pause) {
    this.engine = engine;
    this.ports = ports;
    this.bootMode = bootMode;
    this.bootId = bootId;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Looks at what was left, goes on with it or records its end, and says whether the host still has
   * to be brought to its boot mode: once a boot, when the machine has finished starting.
   */
  public boolean begin() {
    boolean newBoot =
        ports.memory().read().filter(state -> state.bootId().equals(bootId)).isEmpty();
    if (!newBoot) {
      engine
          .lastTransition()
          .filter(last -> last.outcome() == Outcome.STRANDED)
          .ifPresent(last -> engine.rememberFailure());
    }
    Optional<JournalRecord> left = unfinished();
    left.filter(record -> record.bootId().equals(bootId)).ifPresent(this::resume);
    left.filter(record -> !record.bootId().equals(bootId)).ifPresent(this::endOfEarlierBoot);
    if (left.isEmpty()) {
      endUnstarted();
    }
    record(newBoot, left);
    return newBoot;
  }

  /**
   * Brings the host to its boot mode, unless somebody has asked for another meanwhile. While readings are missing
   * without which the mode cannot be told, as on a host that is busy starting, it is looked at again.
   */
  public void normalise() throws InterruptedException {
    for (int looks = 0; engine.activeJob().isEmpty(); looks++) {
      Classification now = engine.refresh().classification();
      if (now.isSettledIn(bootMode)) {
        return;
      }
      if (now.missing().isEmpty() || looks == LOOKS) {
        requestBootMode();
        return;
      }
      LOG.info("cannot tell the mode yet, looking again: {}", String.join("; ", now.missing()));
      Thread.sleep(pause.after(looks));
    }
  }

  private void requestBootMode() {
    try {
      engine.request(
          new TransitionRequest(
              new Operation.ModeSwitch(bootMode),
              Caller.DAEMON,
              "bring the host to its boot mode",
              Set.of(),
              Optional.empty(),
              Optional.empty(),
              Grant.ANYTHING),
          Reauthorisation.ONLY_ROOT);
    } catch (RequestRefused refused) {
      LOG.warn("cannot bring the host to its boot mode: {}", refused.getMessage());
    }
  }

  private Optional<JournalRecord> unfinished() {
    try {
      return ports.journal().read();
    } catch (IOException unreadable) {
      try {
        LOG.error(
            "cannot read the journal of an unfinished transition: {}; it is kept as {}, and the"
                + " host is taken as it is observed",
            unreadable.getMessage(),
            ports.journal().setAside());
      } catch (IOException stuck) {
        LOG.error("cannot set the unreadable journal aside, ignoring", stuck);
      }
      return Optional.empty();
    }
  }

  private void resume(JournalRecord left) {
    try {
      engine.resume(left);
    } catch (RequestRefused refused) {
      LOG.error("cannot go on with transition {}: {}", left.id(), refused.getMessage());
    }
  }

  /** The machine went down in the middle: what was done is gone with that boot. */
  private void endOfEarlierBoot(JournalRecord left) {
    var now = engine.refresh().classification();
    FinishedTransition end =
        new FinishedTransition(
            left.id(),
            left.request(),
            left.plan().from(),
            now.mode(),
            now.condition(),
            Outcome.STRANDED,
            Reason.of(ReasonCode.INTERRUPTED, "the machine went down in the middle"),
            left.startedAt(),
            clock.instant());
    new TransitionLog(left.id(), left.request().mode()).finished(end);
    try {
      new TransitionAudit(ports.audit(), left.id(), left.request()).finished(end);
      ports.files().finished(end);
      ports.journal().clear();
      engine.remember(end);
    } catch (IOException unwritable) {
      LOG.error("cannot record the end of transition {}, ignoring", left.id(), unwritable);
    }
  }

  /** Ends a request that died with the daemon while it was judged, or waited for somebody. */
  private void endUnstarted() {
    try {
      Optional<OpenRequest> open = ports.audit().openRequest();
      if (open.isPresent()) {
        ports.audit().append(AuditEntry.finished(end(open.get())));
      }
    } catch (IOException unusable) {
      LOG.error("cannot record the end of the last request, ignoring", unusable);
    }
  }

  private FinishedTransition end(OpenRequest open) {
    var now = engine.refresh().classification();
    FinishedTransition end =
        new FinishedTransition(
            open.id(),
            open.request(),
            now.mode(),
            now.mode(),
            now.condition(),
            Outcome.CANCELLED,
            Reason.of(ReasonCode.INTERRUPTED, "the daemon ended before anything was changed"),
            open.at(),
            clock.instant());
    new TransitionLog(open.id(), open.request().mode()).finished(end);
    ports.files().finished(end);
    engine.remember(end);
    return end;
  }

  private void record(boolean newBoot, Optional<JournalRecord> left) {
    try {
      ports
          .audit()
          .append(
              new AuditEntry(
                  AuditEvent.BOOT,
                  left.map(JournalRecord::id),
                  Optional.empty(),
                  Optional.empty(),
                  engine.current().map(seen -> seen.classification().modeText()),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(Caller.DAEMON),
                  Map.of("boot-id", bootId, "first-start-in-boot", newBoot)));
    } catch (IOException unwritable) {
      LOG.error("cannot record the start of the daemon: {}", unwritable.getMessage());
    }
  }
}
