package org.dubnium.daemon.engine;

import static org.dubnium.daemon.engine.EngineBench.COMPUTE;
import static org.dubnium.daemon.engine.EngineBench.DESKTOP;
import static org.dubnium.daemon.engine.EngineBench.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.domain.transition.BootState;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.TransitionId;
import org.dubnium.daemon.fake.FakeHost;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A failure outlives the daemon, until the host is settled again or the machine is started again. */
class RememberedFailureTest {

  @ParameterizedTest
  @CsvSource({
    "boot-1, STRANDED,    FAILED_TRANSITION",
    "boot-1, ROLLED_BACK, DEGRADED",
    "boot-0, STRANDED,    DEGRADED",
  })
  void isThatOfTheLastTransitionInThisBoot(String boot, Outcome outcome, Condition condition) {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1))) {
      bench.host.units.unit("display-manager.service").inactive();
      bench.memory.write(new BootState(boot, DESKTOP));
      bench.engine.remember(ended(outcome));
      bench.successor().begin();
      bench.engine.refresh();
      assertEquals(
          condition, bench.engine.current().orElseThrow().classification().condition());
    }
  }

  private static FinishedTransition ended(Outcome outcome) {
    return new FinishedTransition(
        TransitionId.random(),
        request(COMPUTE),
        Optional.of(DESKTOP),
        Optional.empty(),
        Condition.UNKNOWN,
        outcome,
        Reason.of(ReasonCode.JOB_FAILED, "an earlier one"),
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
