package org.dubnium.daemon.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.fake.FakeAuditLog;
import org.dubnium.daemon.json.Samples;
import org.junit.jupiter.api.Test;

class AuditReadsTest {

  private static final long ALICE = 1000;

  private Instant now = Samples.NOW;
  private final FakeAuditLog audit = new FakeAuditLog();
  private final AuditReads reads = new AuditReads(audit, () -> now);

  @Test
  void usersShareAVerificationForNineTimesWhatItTook() throws Exception {
    audit.onVerify(() -> now = now.plusSeconds(10));

    reads.verify(ALICE);
    now = now.plusSeconds(89);
    reads.verify(ALICE);
    reads.verify(1001);
    assertEquals(1, audit.verifications());

    now = now.plusSeconds(1);
    reads.verify(ALICE);
    assertEquals(2, audit.verifications());
  }

  @Test
  void rootsIsAlwaysMadeAnew() throws Exception {
    audit.onVerify(() -> now = now.plusSeconds(10));

    reads.verify(0);
    reads.verify(0);
    assertEquals(2, audit.verifications());
    reads.verify(ALICE);
    assertEquals(2, audit.verifications());
  }

  @Test
  void aClockThatIsSetBackMakesNoneRecent() throws Exception {
    audit.onVerify(() -> now = now.plusSeconds(10));

    reads.verify(ALICE);
    now = now.minus(Duration.ofDays(1));
    reads.verify(ALICE);
    assertEquals(2, audit.verifications());
  }

  @Test
  void transitionsWithLongReasonsAreAsManyAsFit() throws Exception {
    FinishedTransition wordy =
        Samples.finished().because(Reason.of(Samples.reason().code(), "日".repeat(2000)));
    audit.history(Collections.nCopies(1000, wordy));

    int given = reads.transitions(0).size();

    assertTrue(given > 100 && given < 130, "given " + given);
    assertEquals(List.of(Wire.transition(wordy)), reads.transitions(1));
  }
}
