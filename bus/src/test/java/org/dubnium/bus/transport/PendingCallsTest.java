package org.dubnium.bus.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.junit.jupiter.api.Test;

class PendingCallsTest {
  private final PendingCalls calls = new PendingCalls();

  private static void assertDisconnected(String reason, CompletableFuture<Incoming> call) {
    assertTrue(call.isDone());
    BusException cause =
        assertInstanceOf(
            BusException.class, assertThrows(ExecutionException.class, call::get).getCause());
    assertTrue(cause.is(StandardError.DISCONNECTED));
    assertEquals("cannot reach the bus: " + reason, cause.text());
  }

  @Test
  void aReplyGoesToItsCallOnce() {
    CompletableFuture<Incoming> first = calls.add(1);
    CompletableFuture<Incoming> second = calls.add(2);

    assertSame(second, calls.remove(2));
    assertSame(first, calls.remove(1));
    assertNull(calls.remove(1));
    assertFalse(first.isDone());
  }

  @Test
  void aCallThatGaveUpGetsNothing() {
    var _ = calls.add(1);
    CompletableFuture<Incoming> other = calls.add(2);
    calls.forget(1);

    assertNull(calls.remove(1));
    assertSame(other, calls.remove(2));
  }

  @Test
  void theEndOfTheConnectionFailsAllCallsAndLaterOnes() {
    CompletableFuture<Incoming> before = calls.add(1);

    calls.close("it ended");
    assertDisconnected("it ended", before);
    assertNull(calls.remove(1));
    calls.close("it ended again");
    assertDisconnected("it ended", calls.add(2));
  }
}
