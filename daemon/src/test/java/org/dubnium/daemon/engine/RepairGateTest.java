package org.dubnium.daemon.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepairGateTest {

  private final RepairGate gate = new RepairGate();

  @Test
  void nothingPassesWhileItIsClosed() {
    AtomicInteger done = new AtomicInteger();
    assertTrue(gate.close());
    assertFalse(gate.pass(calledOff -> done.incrementAndGet()));
    gate.open();
    assertTrue(gate.pass(calledOff -> done.incrementAndGet()));
    assertTrue(done.get() == 1);
  }

  @Test
  void repairsPassSideBySideAndAreAllCalledOff() throws Exception {
    CompletableFuture<Void> both = new CompletableFuture<>();
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger over = new AtomicInteger();
    for (int i = 0; i < 2; i++) {
      Thread.startVirtualThread(
          () ->
              gate.pass(
                  calledOff -> {
                    if (inside.incrementAndGet() == 2) {
                      both.complete(null);
                    }
                    calledOff.join();
                    over.incrementAndGet();
                  }));
    }
    both.get(60, TimeUnit.SECONDS);
    assertTrue(gate.close());
    assertTrue(over.get() == 2, "closed before all had let go");
  }

  @Test
  void aRepairThatBreaksHoldsNobodyUp() {
    assertThrows(
        IllegalStateException.class,
        () ->
            gate.pass(
                calledOff -> {
                  throw new IllegalStateException("a defect");
                }));
    assertTrue(gate.close());
  }
}
