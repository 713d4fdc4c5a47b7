package org.dubnium.daemon.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.policy.Policy.ReconcilePolicy;
import org.junit.jupiter.api.Test;

/** What is remembered of units, so that nothing is done or said twice. */
class RepairHistoryTest {

  private static final UnitName VLLM = new UnitName("vllm.service");
  private static final UnitName OTHER = new UnitName("display-manager.service");
  private static final ReconcilePolicy LIMITS =
      new ReconcilePolicy(
          3, Duration.ofMinutes(10), Duration.ofSeconds(5), Duration.ofSeconds(30));

  private final RepairHistory cases = new RepairHistory();

  @Test
  void theSameWordIsNewsOnce() {
    assertTrue(cases.say(VLLM, "it is masked"));
    assertFalse(cases.say(VLLM, "it is masked"));
    assertTrue(cases.say(OTHER, "it is masked"));
    assertTrue(cases.say(VLLM, "it is not-found"));
    assertEquals("it is not-found", cases.lastWord(VLLM));
  }

  @Test
  void aUnitThatIsWellHasNothingToSay() {
    cases.say(VLLM, "it is masked");
    cases.well(VLLM, Instant.EPOCH, LIMITS);
    assertEquals("", cases.lastWord(VLLM));
    assertTrue(cases.say(VLLM, "it is masked"));
  }

  @Test
  void oneRepairOfAUnitAtATime() {
    assertTrue(cases.begin(VLLM));
    assertFalse(cases.begin(VLLM));
    assertTrue(cases.begin(OTHER));
    cases.end(VLLM);
    assertFalse(cases.isUnderRepair(VLLM));
    assertTrue(cases.begin(VLLM));
  }

  @Test
  void aNewBeginningForgetsAllButWhatIsUnderWay() {
    cases.update(VLLM, Breaker::tripped);
    cases.say(VLLM, "it is masked");
    cases.begin(VLLM);
    cases.forget();
    assertEquals(Breaker.closed(), cases.breaker(VLLM));
    assertEquals("", cases.lastWord(VLLM));
    assertTrue(cases.isUnderRepair(VLLM));
  }
}
